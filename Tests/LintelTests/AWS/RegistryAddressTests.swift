import LintelAWS
import Testing

/// Addresses of images in private registries of ECR.
@Suite struct RegistryAddressTests {
  @Test(arguments: [
    (
      "123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/web:1.4",
      "arn:aws:ecr:eu-west-1:123456789012:repository/team/web"
    ),
    ("123456789012.dkr.ecr.us-east-1.amazonaws.com/web", "arn:aws:ecr:us-east-1:123456789012:repository/web"),
    (
      "123456789012.dkr.ecr.us-east-1.amazonaws.com/web@sha256:00", "arn:aws:ecr:us-east-1:123456789012:repository/web"
    ),
    (
      "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/web:1",
      "arn:aws-cn:ecr:cn-north-1:123456789012:repository/web"
    ),
    (
      "123456789012.dkr.ecr.us-gov-west-1.amazonaws.com/web:1",
      "arn:aws-us-gov:ecr:us-gov-west-1:123456789012:repository/web"
    ),
  ]) func repositoriesOfECRHaveAnARN(_ image: String, _ arn: String) {
    #expect(RegistryAddress(image)?.arn == arn)
  }

  @Test(arguments: [
    "nginx", "nginx:1.27", "public.ecr.aws/nginx/nginx:1.27", "ghcr.io/a/b", "",
    "12345678901.dkr.ecr.us-east-1.amazonaws.com/web", "12345678901x.dkr.ecr.us-east-1.amazonaws.com/web",
    "123456789012.dkr.ecr.us-east-1.example.com/web", "123456789012.dkr.ecr.us-east-1.amazonaws.com",
    "123456789012.dkr.ecr.us-east-1.amazonaws.com/", "123456789012.dkr.ecr.us-east-1.amazonaws.com.uk/web",
  ]) func othersAreOfNoRepository(_ image: String) {
    #expect(RegistryAddress(image) == nil)
  }
}
