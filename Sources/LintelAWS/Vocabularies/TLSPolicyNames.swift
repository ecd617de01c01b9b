// Written by Tests/Proofs/vocabularies.py.

extension Vocabulary {
  /// Security policies of listeners, each with its oldest version of TLS.
  package static let tlsPolicies = Vocabulary(
    """
    ELBSecurityPolicy-2016-08:1.0 ELBSecurityPolicy-FS-1-1-2019-08:1.1 ELBSecurityPolicy-FS-1-2-2019-08:1.2
    ELBSecurityPolicy-FS-1-2-Res-2019-08:1.2 ELBSecurityPolicy-FS-1-2-Res-2020-10:1.2
    ELBSecurityPolicy-FS-2018-06:1.0 ELBSecurityPolicy-TLS-1-1-2017-01:1.1 ELBSecurityPolicy-TLS-1-2-2017-01:1.2
    ELBSecurityPolicy-TLS-1-2-Ext-2018-06:1.2 ELBSecurityPolicy-TLS13-1-0-2021-06:1.0
    ELBSecurityPolicy-TLS13-1-0-FIPS-2023-04:1.0 ELBSecurityPolicy-TLS13-1-0-PQ-2025-09:1.0
    ELBSecurityPolicy-TLS13-1-1-2021-06:1.1 ELBSecurityPolicy-TLS13-1-1-FIPS-2023-04:1.1
    ELBSecurityPolicy-TLS13-1-2-2021-06:1.2 ELBSecurityPolicy-TLS13-1-2-Ext0-FIPS-2023-04:1.2
    ELBSecurityPolicy-TLS13-1-2-Ext0-FIPS-PQ-2025-09:1.2 ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06:1.2
    ELBSecurityPolicy-TLS13-1-2-Ext1-FIPS-2023-04:1.2 ELBSecurityPolicy-TLS13-1-2-Ext1-FIPS-PQ-2025-09:1.2
    ELBSecurityPolicy-TLS13-1-2-Ext1-PQ-2025-09:1.2 ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06:1.2
    ELBSecurityPolicy-TLS13-1-2-Ext2-FIPS-2023-04:1.2 ELBSecurityPolicy-TLS13-1-2-Ext2-FIPS-PQ-2025-09:1.2
    ELBSecurityPolicy-TLS13-1-2-Ext2-PQ-2025-09:1.2 ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04:1.2
    ELBSecurityPolicy-TLS13-1-2-FIPS-PQ-2025-09:1.2 ELBSecurityPolicy-TLS13-1-2-PQ-2025-09:1.2
    ELBSecurityPolicy-TLS13-1-2-Res-2021-06:1.2 ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04:1.2
    ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09:1.2 ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09:1.2
    ELBSecurityPolicy-TLS13-1-3-2021-06:1.3 ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04:1.3
    ELBSecurityPolicy-TLS13-1-3-FIPS-PQ-2025-09:1.3 ELBSecurityPolicy-TLS13-1-3-PQ-2025-09:1.3
    """)
}
