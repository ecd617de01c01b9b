package import LintelSource

extension LaunchTemplate {
  package static let example = SpecExample.ec2(
    """
    launchTemplates:
      web:
        ami: null
        amiParameter: /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64
        instanceType: t3.micro
        securityGroups: [web]
        blockDevices:
          /dev/xvda: { sizeGiB: 20, type: gp3 }
        monitoring: true
        userData: |
          #!/bin/bash
          dnf install -y nginx && systemctl enable --now nginx
    """)
}
