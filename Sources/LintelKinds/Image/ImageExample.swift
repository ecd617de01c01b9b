package import LintelSource

extension Image {
  package static let example = SpecExample.ec2(
    """
    instances:
      builder:
        ami: ami-0123456789abcdef0
        instanceType: t3.micro
        subnet: public-a
        securityGroups: [web]
        userData: |
          #!/bin/bash
          dnf install -y nginx && systemctl enable nginx
    images:
      web:
        instance: builder # the AMI is made of it once it is prepared
    launchTemplates:
      web:
        ami: null
        image: web
    """)
}
