/// Options with which a folder in memory can be mounted, from "Tmpfs" of the API reference of ECS.
package enum MountOptions {
  package static let all = """
    defaults ro rw suid nosuid dev nodev exec noexec sync async dirsync remount mand nomand atime noatime diratime nodiratime \
    bind rbind unbindable runbindable private rprivate shared rshared slave rslave relatime norelatime strictatime \
    nostrictatime mode uid gid nr_inodes nr_blocks mpol
    """.split(separator: " ").map(String.init)
}
