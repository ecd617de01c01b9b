// Written by Tests/Proofs/vocabularies.py.

extension Vocabulary {
  /// Metrics of some services, each behind its namespace.
  package static let metrics = Vocabulary(
    """
    AWS/ApplicationELB/ActiveConnectionCount AWS/ApplicationELB/AnomalousHostCount
    AWS/ApplicationELB/BYoIPUtilPercentage AWS/ApplicationELB/ClientTLSNegotiationErrorCount
    AWS/ApplicationELB/ConsumedLCUs AWS/ApplicationELB/DesyncMitigationMode_NonCompliant_Request_Count
    AWS/ApplicationELB/DroppedInvalidHeaderRequestCount AWS/ApplicationELB/ELBAuthError
    AWS/ApplicationELB/ELBAuthFailure AWS/ApplicationELB/ELBAuthLatency
    AWS/ApplicationELB/ELBAuthRefreshTokenSuccess AWS/ApplicationELB/ELBAuthSuccess
    AWS/ApplicationELB/ELBAuthUserClaimsSizeExceeded AWS/ApplicationELB/ForwardedInvalidHeaderRequestCount
    AWS/ApplicationELB/GrpcRequestCount AWS/ApplicationELB/HTTPCode_ELB_3XX_Count
    AWS/ApplicationELB/HTTPCode_ELB_4XX_Count AWS/ApplicationELB/HTTPCode_ELB_500_Count
    AWS/ApplicationELB/HTTPCode_ELB_502_Count AWS/ApplicationELB/HTTPCode_ELB_503_Count
    AWS/ApplicationELB/HTTPCode_ELB_504_Count AWS/ApplicationELB/HTTPCode_ELB_5XX_Count
    AWS/ApplicationELB/HTTPCode_Target_2XX_Count AWS/ApplicationELB/HTTPCode_Target_3XX_Count
    AWS/ApplicationELB/HTTPCode_Target_4XX_Count AWS/ApplicationELB/HTTPCode_Target_5XX_Count
    AWS/ApplicationELB/HTTP_Fixed_Response_Count AWS/ApplicationELB/HTTP_Redirect_Count
    AWS/ApplicationELB/HTTP_Redirect_Url_Limit_Exceeded_Count AWS/ApplicationELB/HealthyHostCount
    AWS/ApplicationELB/HealthyStateDNS AWS/ApplicationELB/HealthyStateRouting AWS/ApplicationELB/IPv6ProcessedBytes
    AWS/ApplicationELB/IPv6RequestCount AWS/ApplicationELB/LambdaInternalError
    AWS/ApplicationELB/LambdaTargetProcessedBytes AWS/ApplicationELB/LambdaUserError
    AWS/ApplicationELB/LowReputationPacketsDropped AWS/ApplicationELB/LowReputationRequestsDenied
    AWS/ApplicationELB/MitigatedHostCount AWS/ApplicationELB/NewConnectionCount
    AWS/ApplicationELB/NonStickyRequestCount AWS/ApplicationELB/PeakLCUs AWS/ApplicationELB/ProcessedBytes
    AWS/ApplicationELB/RejectedConnectionCount AWS/ApplicationELB/RequestCount
    AWS/ApplicationELB/RequestCountPerTarget AWS/ApplicationELB/ReservedLCUs AWS/ApplicationELB/RuleEvaluations
    AWS/ApplicationELB/StandardProcessedBytes AWS/ApplicationELB/TargetConnectionErrorCount
    AWS/ApplicationELB/TargetResponseTime AWS/ApplicationELB/TargetTLSNegotiationErrorCount
    AWS/ApplicationELB/UnHealthyHostCount AWS/ApplicationELB/UnhealthyRoutingRequestCount
    AWS/ApplicationELB/UnhealthyStateDNS AWS/ApplicationELB/UnhealthyStateRouting
    AWS/ApplicationELB/ZonalShiftedHostCount AWS/AutoScaling/GroupAndWarmPoolDesiredCapacity
    AWS/AutoScaling/GroupAndWarmPoolTotalCapacity AWS/AutoScaling/GroupDesiredCapacity
    AWS/AutoScaling/GroupInServiceCapacity AWS/AutoScaling/GroupInServiceInstances AWS/AutoScaling/GroupMaxSize
    AWS/AutoScaling/GroupMinSize AWS/AutoScaling/GroupPendingCapacity AWS/AutoScaling/GroupPendingInstances
    AWS/AutoScaling/GroupStandbyCapacity AWS/AutoScaling/GroupStandbyInstances
    AWS/AutoScaling/GroupTerminatingCapacity AWS/AutoScaling/GroupTerminatingInstances
    AWS/AutoScaling/GroupTerminatingRetainedCapacity AWS/AutoScaling/GroupTerminatingRetainedInstances
    AWS/AutoScaling/GroupTotalCapacity AWS/AutoScaling/GroupTotalInstances
    AWS/AutoScaling/PredictiveScalingCapacityForecast AWS/AutoScaling/PredictiveScalingLoadForecast
    AWS/AutoScaling/PredictiveScalingMetricPairCorrelation AWS/AutoScaling/WarmPoolDesiredCapacity
    AWS/AutoScaling/WarmPoolMinSize AWS/AutoScaling/WarmPoolPendingCapacity
    AWS/AutoScaling/WarmPoolPendingRetainedCapacity AWS/AutoScaling/WarmPoolTerminatingCapacity
    AWS/AutoScaling/WarmPoolTerminatingRetainedCapacity AWS/AutoScaling/WarmPoolTotalCapacity
    AWS/AutoScaling/WarmPoolWarmedCapacity AWS/EC2/CPUCreditBalance AWS/EC2/CPUCreditUsage
    AWS/EC2/CPUSurplusCreditBalance AWS/EC2/CPUSurplusCreditsCharged AWS/EC2/CPUUtilization
    AWS/EC2/DedicatedHostCPUUtilization AWS/EC2/DiskReadBytes AWS/EC2/DiskReadOps AWS/EC2/DiskWriteBytes
    AWS/EC2/DiskWriteOps AWS/EC2/EBSByteBalance% AWS/EC2/EBSIOBalance% AWS/EC2/EBSReadBytes AWS/EC2/EBSReadOps
    AWS/EC2/EBSWriteBytes AWS/EC2/EBSWriteOps AWS/EC2/InstanceEBSIOPSExceededCheck
    AWS/EC2/InstanceEBSThroughputExceededCheck AWS/EC2/MetadataNoToken AWS/EC2/MetadataNoTokenRejected
    AWS/EC2/NetworkIn AWS/EC2/NetworkOut AWS/EC2/NetworkPacketsIn AWS/EC2/NetworkPacketsOut
    AWS/EC2/StatusCheckFailed AWS/EC2/StatusCheckFailed_AttachedEBS AWS/EC2/StatusCheckFailed_Instance
    AWS/EC2/StatusCheckFailed_System AWS/ECS/ActiveConnectionCount AWS/ECS/CPUReservation AWS/ECS/CPUUtilization
    AWS/ECS/ClientTLSNegotiationErrorCount AWS/ECS/EBSFilesystemUtilization AWS/ECS/GPUReservation
    AWS/ECS/GrpcRequestCount AWS/ECS/HTTPCode_Target_2XX_Count AWS/ECS/HTTPCode_Target_3XX_Count
    AWS/ECS/HTTPCode_Target_4XX_Count AWS/ECS/HTTPCode_Target_5XX_Count AWS/ECS/MemoryReservation
    AWS/ECS/MemoryUtilization AWS/ECS/NewConnectionCount AWS/ECS/ProcessedBytes AWS/ECS/RequestCount
    AWS/ECS/RequestCountPerTarget AWS/ECS/TargetProcessedBytes AWS/ECS/TargetResponseTime
    AWS/ECS/TargetTLSNegotiationErrorCount AWS/NetworkELB/ActiveFlowCount AWS/NetworkELB/ActiveFlowCount_TCP
    AWS/NetworkELB/ActiveFlowCount_TLS AWS/NetworkELB/ActiveFlowCount_UDP AWS/NetworkELB/ActiveZonalShiftHostCount
    AWS/NetworkELB/ClientTLSNegotiationErrorCount AWS/NetworkELB/ConsumedLCUs AWS/NetworkELB/ConsumedLCUs_TCP
    AWS/NetworkELB/ConsumedLCUs_TLS AWS/NetworkELB/ConsumedLCUs_UDP AWS/NetworkELB/HealthyHostCount
    AWS/NetworkELB/NewFlowCount AWS/NetworkELB/NewFlowCount_TCP AWS/NetworkELB/NewFlowCount_TLS
    AWS/NetworkELB/NewFlowCount_UDP AWS/NetworkELB/PeakBytesPerSecond AWS/NetworkELB/PeakPacketsPerSecond
    AWS/NetworkELB/PortAllocationErrorCount AWS/NetworkELB/ProcessedBytes AWS/NetworkELB/ProcessedBytes_TCP
    AWS/NetworkELB/ProcessedBytes_TLS AWS/NetworkELB/ProcessedBytes_UDP AWS/NetworkELB/ProcessedPackets
    AWS/NetworkELB/RejectedFlowCount AWS/NetworkELB/RejectedFlowCount_TCP AWS/NetworkELB/ReservedLCUs
    AWS/NetworkELB/SecurityGroupBlockedFlowCount_Inbound_ICMP
    AWS/NetworkELB/SecurityGroupBlockedFlowCount_Inbound_TCP
    AWS/NetworkELB/SecurityGroupBlockedFlowCount_Inbound_UDP
    AWS/NetworkELB/SecurityGroupBlockedFlowCount_Outbound_ICMP
    AWS/NetworkELB/SecurityGroupBlockedFlowCount_Outbound_TCP
    AWS/NetworkELB/SecurityGroupBlockedFlowCount_Outbound_UDP AWS/NetworkELB/TCP_Client_Reset_Count
    AWS/NetworkELB/TCP_ELB_Reset_Count AWS/NetworkELB/TCP_Target_Reset_Count
    AWS/NetworkELB/TargetTLSNegotiationErrorCount AWS/NetworkELB/UnHealthyHostCount
    AWS/NetworkELB/UnhealthyRoutingFlowCount AWS/NetworkELB/ZonalHealthStatus AWS/SQS/ApproximateAgeOfOldestMessage
    AWS/SQS/ApproximateNumberOfGroupsWithInflightMessages AWS/SQS/ApproximateNumberOfMessagesDelayed
    AWS/SQS/ApproximateNumberOfMessagesNotVisible AWS/SQS/ApproximateNumberOfMessagesVisible
    AWS/SQS/NumberOfDeduplicatedSentMessages AWS/SQS/NumberOfEmptyReceives AWS/SQS/NumberOfMessagesDeleted
    AWS/SQS/NumberOfMessagesReceived AWS/SQS/NumberOfMessagesSent AWS/SQS/SentMessageSize
    """)
}
