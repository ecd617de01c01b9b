/// Rights of root that a container can be given or denied, from the API reference of ECS.
package enum LinuxCapabilities {
  package static let all =
    """
    ALL AUDIT_CONTROL AUDIT_WRITE BLOCK_SUSPEND CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID IPC_LOCK IPC_OWNER KILL \
    LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN NET_BIND_SERVICE NET_BROADCAST NET_RAW SETFCAP SETGID \
    SETPCAP SETUID SYS_ADMIN SYS_BOOT SYS_CHROOT SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO SYS_RESOURCE SYS_TIME \
    SYS_TTY_CONFIG SYSLOG WAKE_ALARM
    """.split(separator: " ").map(String.init)

  /// The only one that tasks on Fargate can be given.
  package static let onFargate = "SYS_PTRACE"
}

/// What Linux limits for a container's processes, from botocore's model of ECS.
package enum Ulimits {
  package static let names = [
    "core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nice", "nofile", "nproc", "rss", "rtprio",
    "rttime",
    "sigpending", "stack",
  ]
}

/// The platforms that tasks run on.
package enum TaskPlatform {
  /// The families of Windows, from botocore's model of ECS; those that nobody gets any more are left out.
  package static let operatingSystems = [
    "LINUX", "WINDOWS_SERVER_2019_FULL", "WINDOWS_SERVER_2019_CORE", "WINDOWS_SERVER_2022_FULL",
    "WINDOWS_SERVER_2022_CORE", "WINDOWS_SERVER_2025_FULL", "WINDOWS_SERVER_2025_CORE",
  ]

  package static func isWindows(_ family: String) -> Bool { family.hasPrefix("WINDOWS") }

  /// What docker calls it: `linux/arm64`.
  package static func dockerName(architecture: String, operatingSystem: String) -> String {
    (isWindows(operatingSystem) ? "windows" : "linux") + (architecture == "ARM64" ? "/arm64" : "/amd64")
  }
}
