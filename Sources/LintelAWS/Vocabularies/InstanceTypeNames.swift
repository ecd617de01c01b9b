// Written by Tests/Proofs/vocabularies.py.

extension Vocabulary {
  /// EC2's instance types, each with its processors, MiB of memory and network interfaces, and with its GPUs where it has any.
  package static let instanceTypes = Vocabulary(
    """
    a1.2xlarge:8/16384/4 a1.4xlarge:16/32768/8 a1.large:2/4096/3 a1.medium:1/2048/2 a1.metal:16/32768/8
    a1.xlarge:4/8192/4 c1.medium:2/1740/2 c1.xlarge:8/7168/4 c3.2xlarge:8/15360/4 c3.4xlarge:16/30720/8
    c3.8xlarge:32/61440/8 c3.large:2/3840/3 c3.xlarge:4/7680/4 c4.2xlarge:8/15360/4 c4.4xlarge:16/30720/8
    c4.8xlarge:36/61440/8 c4.large:2/3840/3 c4.xlarge:4/7680/4 c5.12xlarge:48/98304/8 c5.18xlarge:72/147456/15
    c5.24xlarge:96/196608/15 c5.2xlarge:8/16384/4 c5.4xlarge:16/32768/8 c5.9xlarge:36/73728/8 c5.large:2/4096/3
    c5.metal:96/196608/15 c5.xlarge:4/8192/4 c5a.12xlarge:48/98304/8 c5a.16xlarge:64/131072/15
    c5a.24xlarge:96/196608/15 c5a.2xlarge:8/16384/4 c5a.4xlarge:16/32768/8 c5a.8xlarge:32/65536/8 c5a.large:2/4096/3
    c5a.xlarge:4/8192/4 c5ad.12xlarge:48/98304/8 c5ad.16xlarge:64/131072/15 c5ad.24xlarge:96/196608/15
    c5ad.2xlarge:8/16384/4 c5ad.4xlarge:16/32768/8 c5ad.8xlarge:32/65536/8 c5ad.large:2/4096/3 c5ad.xlarge:4/8192/4
    c5d.12xlarge:48/98304/8 c5d.18xlarge:72/147456/15 c5d.24xlarge:96/196608/15 c5d.2xlarge:8/16384/4
    c5d.4xlarge:16/32768/8 c5d.9xlarge:36/73728/8 c5d.large:2/4096/3 c5d.metal:96/196608/15 c5d.xlarge:4/8192/4
    c5n.18xlarge:72/196608/15 c5n.2xlarge:8/21504/4 c5n.4xlarge:16/43008/8 c5n.9xlarge:36/98304/8 c5n.large:2/5376/3
    c5n.metal:72/196608/15 c5n.xlarge:4/10752/4 c6a.12xlarge:48/98304/8 c6a.16xlarge:64/131072/15
    c6a.24xlarge:96/196608/15 c6a.2xlarge:8/16384/4 c6a.32xlarge:128/262144/15 c6a.48xlarge:192/393216/15
    c6a.4xlarge:16/32768/8 c6a.8xlarge:32/65536/8 c6a.large:2/4096/3 c6a.metal:192/393216/15 c6a.xlarge:4/8192/4
    c6g.12xlarge:48/98304/8 c6g.16xlarge:64/131072/15 c6g.2xlarge:8/16384/4 c6g.4xlarge:16/32768/8
    c6g.8xlarge:32/65536/8 c6g.large:2/4096/3 c6g.medium:1/2048/2 c6g.metal:64/131072/15 c6g.xlarge:4/8192/4
    c6gd.12xlarge:48/98304/8 c6gd.16xlarge:64/131072/15 c6gd.2xlarge:8/16384/4 c6gd.4xlarge:16/32768/8
    c6gd.8xlarge:32/65536/8 c6gd.large:2/4096/3 c6gd.medium:1/2048/2 c6gd.metal:64/131072/15 c6gd.xlarge:4/8192/4
    c6gn.12xlarge:48/98304/8 c6gn.16xlarge:64/131072/15 c6gn.2xlarge:8/16384/4 c6gn.4xlarge:16/32768/8
    c6gn.8xlarge:32/65536/8 c6gn.large:2/4096/3 c6gn.medium:1/2048/2 c6gn.xlarge:4/8192/4 c6i.12xlarge:48/98304/8
    c6i.16xlarge:64/131072/15 c6i.24xlarge:96/196608/15 c6i.2xlarge:8/16384/4 c6i.32xlarge:128/262144/15
    c6i.4xlarge:16/32768/8 c6i.8xlarge:32/65536/8 c6i.large:2/4096/3 c6i.metal:128/262144/15 c6i.xlarge:4/8192/4
    c6id.12xlarge:48/98304/8 c6id.16xlarge:64/131072/15 c6id.24xlarge:96/196608/15 c6id.2xlarge:8/16384/4
    c6id.32xlarge:128/262144/15 c6id.4xlarge:16/32768/8 c6id.8xlarge:32/65536/8 c6id.large:2/4096/3
    c6id.metal:128/262144/15 c6id.xlarge:4/8192/4 c6in.12xlarge:48/98304/8 c6in.16xlarge:64/131072/15
    c6in.24xlarge:96/196608/15 c6in.2xlarge:8/16384/4 c6in.32xlarge:128/262144/8 c6in.4xlarge:16/32768/8
    c6in.8xlarge:32/65536/8 c6in.large:2/4096/3 c6in.metal:128/262144/8 c6in.xlarge:4/8192/4 c7a.12xlarge:48/98304/8
    c7a.16xlarge:64/131072/15 c7a.24xlarge:96/196608/15 c7a.2xlarge:8/16384/4 c7a.32xlarge:128/262144/15
    c7a.48xlarge:192/393216/15 c7a.4xlarge:16/32768/8 c7a.8xlarge:32/65536/8 c7a.large:2/4096/3 c7a.medium:1/2048/2
    c7a.metal-48xl:192/393216/15 c7a.xlarge:4/8192/4 c7g.12xlarge:48/98304/8 c7g.16xlarge:64/131072/15
    c7g.2xlarge:8/16384/4 c7g.4xlarge:16/32768/8 c7g.8xlarge:32/65536/8 c7g.large:2/4096/3 c7g.medium:1/2048/2
    c7g.metal:64/131072/15 c7g.xlarge:4/8192/4 c7gd.12xlarge:48/98304/8 c7gd.16xlarge:64/131072/15
    c7gd.2xlarge:8/16384/4 c7gd.4xlarge:16/32768/8 c7gd.8xlarge:32/65536/8 c7gd.large:2/4096/3 c7gd.medium:1/2048/2
    c7gd.metal:64/131072/15 c7gd.xlarge:4/8192/4 c7gn.12xlarge:48/98304/8 c7gn.16xlarge:64/131072/15
    c7gn.2xlarge:8/16384/4 c7gn.4xlarge:16/32768/8 c7gn.8xlarge:32/65536/8 c7gn.large:2/4096/3 c7gn.medium:1/2048/2
    c7gn.metal:64/131072/15 c7gn.xlarge:4/8192/4 c7i-flex.12xlarge:48/98304/8 c7i-flex.16xlarge:64/131072/15
    c7i-flex.2xlarge:8/16384/4 c7i-flex.4xlarge:16/32768/8 c7i-flex.8xlarge:32/65536/8 c7i-flex.large:2/4096/3
    c7i-flex.xlarge:4/8192/4 c7i.12xlarge:48/98304/8 c7i.16xlarge:64/131072/15 c7i.24xlarge:96/196608/15
    c7i.2xlarge:8/16384/4 c7i.48xlarge:192/393216/15 c7i.4xlarge:16/32768/8 c7i.8xlarge:32/65536/8
    c7i.large:2/4096/3 c7i.metal-24xl:96/196608/15 c7i.metal-48xl:192/393216/15 c7i.xlarge:4/8192/4
    c8a.12xlarge:48/98304/12 c8a.16xlarge:64/131072/16 c8a.24xlarge:96/196608/16 c8a.2xlarge:8/16384/4
    c8a.48xlarge:192/393216/24 c8a.4xlarge:16/32768/8 c8a.8xlarge:32/65536/10 c8a.large:2/4096/3 c8a.medium:1/2048/2
    c8a.metal-24xl:96/196608/16 c8a.metal-48xl:192/393216/24 c8a.xlarge:4/8192/4 c8g.12xlarge:48/98304/8
    c8g.16xlarge:64/131072/15 c8g.24xlarge:96/196608/15 c8g.2xlarge:8/16384/4 c8g.48xlarge:192/393216/15
    c8g.4xlarge:16/32768/8 c8g.8xlarge:32/65536/8 c8g.large:2/4096/3 c8g.medium:1/2048/2 c8g.metal-24xl:96/196608/15
    c8g.metal-48xl:192/393216/15 c8g.xlarge:4/8192/4 c8gb.12xlarge:48/98304/12 c8gb.16xlarge:64/131072/16
    c8gb.24xlarge:96/196608/24 c8gb.2xlarge:8/16384/4 c8gb.48xlarge:192/393216/12 c8gb.4xlarge:16/32768/8
    c8gb.8xlarge:32/65536/10 c8gb.large:2/4096/3 c8gb.medium:1/2048/2 c8gb.metal-24xl:96/196608/24
    c8gb.metal-48xl:192/393216/12 c8gb.xlarge:4/8192/4 c8gd.12xlarge:48/98304/8 c8gd.16xlarge:64/131072/15
    c8gd.24xlarge:96/196608/15 c8gd.2xlarge:8/16384/4 c8gd.48xlarge:192/393216/15 c8gd.4xlarge:16/32768/8
    c8gd.8xlarge:32/65536/8 c8gd.large:2/4096/3 c8gd.medium:1/2048/2 c8gd.metal-24xl:96/196608/15
    c8gd.metal-48xl:192/393216/15 c8gd.xlarge:4/8192/4 c8gn.12xlarge:48/98304/12 c8gn.16xlarge:64/131072/16
    c8gn.24xlarge:96/196608/24 c8gn.2xlarge:8/16384/4 c8gn.48xlarge:192/393216/12 c8gn.4xlarge:16/32768/8
    c8gn.8xlarge:32/65536/10 c8gn.large:2/4096/3 c8gn.medium:1/2048/2 c8gn.metal-24xl:96/196608/24
    c8gn.metal-48xl:192/393216/12 c8gn.xlarge:4/8192/4 c8i-flex.12xlarge:48/98304/12 c8i-flex.16xlarge:64/131072/16
    c8i-flex.2xlarge:8/16384/4 c8i-flex.4xlarge:16/32768/8 c8i-flex.8xlarge:32/65536/10 c8i-flex.large:2/4096/3
    c8i-flex.xlarge:4/8192/4 c8i.12xlarge:48/98304/12 c8i.16xlarge:64/131072/16 c8i.24xlarge:96/196608/16
    c8i.2xlarge:8/16384/4 c8i.32xlarge:128/262144/24 c8i.48xlarge:192/393216/24 c8i.4xlarge:16/32768/8
    c8i.8xlarge:32/65536/10 c8i.96xlarge:384/786432/24 c8i.large:2/4096/3 c8i.metal-48xl:192/393216/24
    c8i.metal-96xl:384/786432/24 c8i.xlarge:4/8192/4 c8ib.12xlarge:48/98304/12 c8ib.16xlarge:64/131072/16
    c8ib.24xlarge:96/196608/16 c8ib.2xlarge:8/16384/4 c8ib.32xlarge:128/262144/16 c8ib.48xlarge:192/393216/24
    c8ib.4xlarge:16/32768/8 c8ib.8xlarge:32/65536/8 c8ib.96xlarge:384/786432/12 c8ib.large:2/4096/4
    c8ib.metal-48xl:192/393216/24 c8ib.metal-96xl:384/786432/12 c8ib.xlarge:4/8192/4 c8id.12xlarge:48/98304/12
    c8id.16xlarge:64/131072/16 c8id.24xlarge:96/196608/16 c8id.2xlarge:8/16384/4 c8id.32xlarge:128/262144/24
    c8id.48xlarge:192/393216/24 c8id.4xlarge:16/32768/8 c8id.8xlarge:32/65536/10 c8id.96xlarge:384/786432/24
    c8id.large:2/4096/3 c8id.metal-48xl:192/393216/24 c8id.metal-96xl:384/786432/24 c8id.xlarge:4/8192/4
    c8in.12xlarge:48/98304/12 c8in.16xlarge:64/131072/16 c8in.24xlarge:96/196608/16 c8in.2xlarge:8/16384/4
    c8in.32xlarge:128/262144/16 c8in.48xlarge:192/393216/24 c8in.4xlarge:16/32768/8 c8in.8xlarge:32/65536/8
    c8in.96xlarge:384/786432/12 c8in.large:2/4096/4 c8in.metal-48xl:192/393216/24 c8in.metal-96xl:384/786432/12
    c8in.xlarge:4/8192/4 c8ine.12xlarge:48/98304/12 c8ine.2xlarge:8/16384/4 c8ine.4xlarge:16/32768/8
    c8ine.8xlarge:32/65536/8 c8ine.large:2/4096/4 c8ine.xlarge:4/8192/4 c9g.12xlarge:48/98304/12
    c9g.16xlarge:64/131072/16 c9g.24xlarge:96/196608/24 c9g.2xlarge:8/16384/4 c9g.48xlarge:192/393216/24
    c9g.4xlarge:16/32768/8 c9g.8xlarge:32/65536/10 c9g.large:2/4096/3 c9g.medium:1/2048/2
    c9g.metal-48xl:192/393216/24 c9g.xlarge:4/8192/4 c9gd.12xlarge:48/98304/12 c9gd.16xlarge:64/131072/16
    c9gd.24xlarge:96/196608/24 c9gd.2xlarge:8/16384/4 c9gd.48xlarge:192/393216/24 c9gd.4xlarge:16/32768/8
    c9gd.8xlarge:32/65536/10 c9gd.large:2/4096/3 c9gd.medium:1/2048/2 c9gd.metal-48xl:192/393216/24
    c9gd.xlarge:4/8192/4 cc1.4xlarge cc2.8xlarge cg1.4xlarge cr1.8xlarge d2.2xlarge:8/62464/4 d2.4xlarge:16/124928/8
    d2.8xlarge:36/249856/8 d2.xlarge:4/31232/4 d3.2xlarge:8/65536/4 d3.4xlarge:16/131072/4 d3.8xlarge:32/262144/3
    d3.xlarge:4/32768/4 d3en.12xlarge:48/196608/3 d3en.2xlarge:8/32768/4 d3en.4xlarge:16/65536/4
    d3en.6xlarge:24/98304/4 d3en.8xlarge:32/131072/4 d3en.xlarge:4/16384/4 dl1.24xlarge dl2q.24xlarge:96/786432/15
    f1.16xlarge f1.2xlarge f1.4xlarge f2.12xlarge:48/524288/8 f2.48xlarge:192/2097152/15 f2.6xlarge:24/262144/8
    g2.2xlarge g2.8xlarge g3.16xlarge g3.4xlarge g3.8xlarge g3s.xlarge g4ad.16xlarge g4ad.2xlarge g4ad.4xlarge
    g4ad.8xlarge g4ad.xlarge g4dn.12xlarge:48/196608/8/4 g4dn.16xlarge:64/262144/4/1 g4dn.2xlarge:8/32768/3/1
    g4dn.4xlarge:16/65536/3/1 g4dn.8xlarge:32/131072/4/1 g4dn.metal:96/393216/15/8 g4dn.xlarge:4/16384/3/1
    g5.12xlarge:48/196608/15/4 g5.16xlarge:64/262144/8/1 g5.24xlarge:96/393216/15/4 g5.2xlarge:8/32768/4/1
    g5.48xlarge:192/786432/7/8 g5.4xlarge:16/65536/8/1 g5.8xlarge:32/131072/8/1 g5.xlarge:4/16384/4/1
    g5g.16xlarge:64/131072/15/2 g5g.2xlarge:8/16384/4/1 g5g.4xlarge:16/32768/8/1 g5g.8xlarge:32/65536/8/1
    g5g.metal:64/131072/15/2 g5g.xlarge:4/8192/4/1 g6.12xlarge:48/196608/8/4 g6.16xlarge:64/262144/15/1
    g6.24xlarge:96/393216/15/4 g6.2xlarge:8/32768/4/1 g6.48xlarge:192/786432/15/8 g6.4xlarge:16/65536/8/1
    g6.8xlarge:32/131072/8/1 g6.xlarge:4/16384/4/1 g6e.12xlarge:48/393216/10/4 g6e.16xlarge:64/524288/15/1
    g6e.24xlarge:96/786432/10/4 g6e.2xlarge:8/65536/4/1 g6e.48xlarge:192/1572864/10/8 g6e.4xlarge:16/131072/8/1
    g6e.8xlarge:32/262144/8/1 g6e.xlarge:4/32768/4/1 g6f.2xlarge:8/32768/4/1 g6f.4xlarge:16/65536/8/1
    g6f.large:2/8192/2/1 g6f.xlarge:4/16384/4/1 g7.12xlarge:48/196608/12/2 g7.24xlarge:96/393216/24/4
    g7.2xlarge:8/32768/4/1 g7.48xlarge:192/786432/12/8 g7.4xlarge:16/65536/8/1 g7.8xlarge:32/131072/10/1
    g7e.12xlarge:48/524288/10/2 g7e.24xlarge:96/1048576/10/4 g7e.2xlarge:8/65536/4/1 g7e.48xlarge:192/2097152/10/8
    g7e.4xlarge:16/131072/8/1 g7e.8xlarge:32/262144/8/1 gr6.4xlarge:16/131072/8/1 gr6.8xlarge:32/262144/8/1
    gr6f.4xlarge:16/131072/8/1 h1.16xlarge:64/262144/8 h1.2xlarge:8/32768/4 h1.4xlarge:16/65536/8
    h1.8xlarge:32/131072/8 hi1.4xlarge hpc6a.48xlarge:96/393216/2 hpc6id.32xlarge:64/1048576/1
    hpc7a.12xlarge:24/786432/2 hpc7a.24xlarge:48/786432/2 hpc7a.48xlarge:96/786432/2 hpc7a.96xlarge:192/786432/2
    hpc7g.16xlarge:64/131072/4 hpc7g.4xlarge:16/131072/4 hpc7g.8xlarge:32/131072/4 hpc8a.96xlarge:192/786432/2
    hs1.8xlarge i2.2xlarge:8/62464/4 i2.4xlarge:16/124928/8 i2.8xlarge:32/249856/8 i2.xlarge:4/31232/4
    i3.16xlarge:64/499712/15 i3.2xlarge:8/62464/4 i3.4xlarge:16/124928/8 i3.8xlarge:32/249856/8 i3.large:2/15616/3
    i3.metal i3.xlarge:4/31232/4 i3en.12xlarge:48/393216/8 i3en.24xlarge:96/786432/15 i3en.2xlarge:8/65536/4
    i3en.3xlarge:12/98304/4 i3en.6xlarge:24/196608/8 i3en.large:2/16384/3 i3en.metal:96/786432/15
    i3en.xlarge:4/32768/4 i4g.16xlarge:64/524288/15 i4g.2xlarge:8/65536/4 i4g.4xlarge:16/131072/8
    i4g.8xlarge:32/262144/8 i4g.large:2/16384/3 i4g.xlarge:4/32768/4 i4i.12xlarge:48/393216/8
    i4i.16xlarge:64/524288/15 i4i.24xlarge:96/786432/15 i4i.2xlarge:8/65536/4 i4i.32xlarge:128/1048576/15
    i4i.4xlarge:16/131072/8 i4i.8xlarge:32/262144/8 i4i.large:2/16384/3 i4i.metal:128/1048576/15
    i4i.xlarge:4/32768/4 i7i.12xlarge:48/393216/8 i7i.16xlarge:64/524288/15 i7i.24xlarge:96/786432/15
    i7i.2xlarge:8/65536/4 i7i.48xlarge:192/1572864/15 i7i.4xlarge:16/131072/8 i7i.8xlarge:32/262144/8
    i7i.large:2/16384/3 i7i.metal-24xl:96/786432/15 i7i.metal-48xl:192/1572864/15 i7i.xlarge:4/32768/4
    i7ie.12xlarge:48/393216/8 i7ie.18xlarge:72/589824/15 i7ie.24xlarge:96/786432/15 i7ie.2xlarge:8/65536/4
    i7ie.3xlarge:12/98304/4 i7ie.48xlarge:192/1572864/8 i7ie.6xlarge:24/196608/8 i7ie.large:2/16384/3
    i7ie.metal-24xl:96/786432/15 i7ie.metal-48xl:192/1572864/8 i7ie.xlarge:4/32768/4 i8g.12xlarge:48/393216/8
    i8g.16xlarge:64/524288/15 i8g.24xlarge:96/786432/15 i8g.2xlarge:8/65536/4 i8g.48xlarge:192/1572864/15
    i8g.4xlarge:16/131072/8 i8g.8xlarge:32/262144/8 i8g.large:2/16384/3 i8g.metal-24xl:96/786432/15
    i8g.metal-48xl:192/1572864/15 i8g.xlarge:4/32768/4 i8ge.12xlarge:48/393216/12 i8ge.18xlarge:72/589824/16
    i8ge.24xlarge:96/786432/16 i8ge.2xlarge:8/65536/4 i8ge.3xlarge:12/98304/6 i8ge.48xlarge:192/1572864/12
    i8ge.6xlarge:24/196608/10 i8ge.large:2/16384/3 i8ge.metal-24xl:96/786432/16 i8ge.metal-48xl:192/1572864/12
    i8ge.xlarge:4/32768/4 im4gn.16xlarge:64/262144/15 im4gn.2xlarge:8/32768/4 im4gn.4xlarge:16/65536/8
    im4gn.8xlarge:32/131072/8 im4gn.large:2/8192/3 im4gn.xlarge:4/16384/4 inf1.24xlarge:96/196608/11
    inf1.2xlarge:8/16384/4 inf1.6xlarge:24/49152/8 inf1.xlarge:4/8192/4 inf2.24xlarge:96/393216/15
    inf2.48xlarge:192/786432/15 inf2.8xlarge:32/131072/8 inf2.xlarge:4/16384/4 is4gen.2xlarge:8/49152/4
    is4gen.4xlarge:16/98304/8 is4gen.8xlarge:32/196608/8 is4gen.large:2/12288/3 is4gen.medium:1/6144/2
    is4gen.xlarge:4/24576/4 m1.large:2/7680/3 m1.medium:1/3788/2 m1.small:1/1740/2 m1.xlarge:4/15360/4
    m2.2xlarge:4/35020/4 m2.4xlarge:8/70041/8 m2.xlarge:2/17510/4 m3.2xlarge:8/30720/4 m3.large:2/7680/3
    m3.medium:1/3840/2 m3.xlarge:4/15360/4 m4.10xlarge:40/163840/8 m4.16xlarge:64/262144/8 m4.2xlarge:8/32768/4
    m4.4xlarge:16/65536/8 m4.large:2/8192/2 m4.xlarge:4/16384/4 m5.12xlarge:48/196608/8 m5.16xlarge:64/262144/15
    m5.24xlarge:96/393216/15 m5.2xlarge:8/32768/4 m5.4xlarge:16/65536/8 m5.8xlarge:32/131072/8 m5.large:2/8192/3
    m5.metal:96/393216/15 m5.xlarge:4/16384/4 m5a.12xlarge:48/196608/8 m5a.16xlarge:64/262144/15
    m5a.24xlarge:96/393216/15 m5a.2xlarge:8/32768/4 m5a.4xlarge:16/65536/8 m5a.8xlarge:32/131072/8
    m5a.large:2/8192/3 m5a.xlarge:4/16384/4 m5ad.12xlarge:48/196608/8 m5ad.16xlarge:64/262144/15
    m5ad.24xlarge:96/393216/15 m5ad.2xlarge:8/32768/4 m5ad.4xlarge:16/65536/8 m5ad.8xlarge:32/131072/8
    m5ad.large:2/8192/3 m5ad.xlarge:4/16384/4 m5d.12xlarge:48/196608/8 m5d.16xlarge:64/262144/15
    m5d.24xlarge:96/393216/15 m5d.2xlarge:8/32768/4 m5d.4xlarge:16/65536/8 m5d.8xlarge:32/131072/8
    m5d.large:2/8192/3 m5d.metal:96/393216/15 m5d.xlarge:4/16384/4 m5dn.12xlarge:48/196608/8
    m5dn.16xlarge:64/262144/15 m5dn.24xlarge:96/393216/15 m5dn.2xlarge:8/32768/4 m5dn.4xlarge:16/65536/8
    m5dn.8xlarge:32/131072/8 m5dn.large:2/8192/3 m5dn.metal:96/393216/15 m5dn.xlarge:4/16384/4
    m5n.12xlarge:48/196608/8 m5n.16xlarge:64/262144/15 m5n.24xlarge:96/393216/15 m5n.2xlarge:8/32768/4
    m5n.4xlarge:16/65536/8 m5n.8xlarge:32/131072/8 m5n.large:2/8192/3 m5n.metal:96/393216/15 m5n.xlarge:4/16384/4
    m5zn.12xlarge:48/196608/15 m5zn.2xlarge:8/32768/4 m5zn.3xlarge:12/49152/8 m5zn.6xlarge:24/98304/8
    m5zn.large:2/8192/3 m5zn.metal:48/196608/15 m5zn.xlarge:4/16384/4 m6a.12xlarge:48/196608/8
    m6a.16xlarge:64/262144/15 m6a.24xlarge:96/393216/15 m6a.2xlarge:8/32768/4 m6a.32xlarge:128/524288/15
    m6a.48xlarge:192/786432/15 m6a.4xlarge:16/65536/8 m6a.8xlarge:32/131072/8 m6a.large:2/8192/3
    m6a.metal:192/786432/15 m6a.xlarge:4/16384/4 m6g.12xlarge:48/196608/8 m6g.16xlarge:64/262144/15
    m6g.2xlarge:8/32768/4 m6g.4xlarge:16/65536/8 m6g.8xlarge:32/131072/8 m6g.large:2/8192/3 m6g.medium:1/4096/2
    m6g.metal:64/262144/15 m6g.xlarge:4/16384/4 m6gd.12xlarge:48/196608/8 m6gd.16xlarge:64/262144/15
    m6gd.2xlarge:8/32768/4 m6gd.4xlarge:16/65536/8 m6gd.8xlarge:32/131072/8 m6gd.large:2/8192/3 m6gd.medium:1/4096/2
    m6gd.metal:64/262144/15 m6gd.xlarge:4/16384/4 m6i.12xlarge:48/196608/8 m6i.16xlarge:64/262144/15
    m6i.24xlarge:96/393216/15 m6i.2xlarge:8/32768/4 m6i.32xlarge:128/524288/15 m6i.4xlarge:16/65536/8
    m6i.8xlarge:32/131072/8 m6i.large:2/8192/3 m6i.metal:128/524288/15 m6i.xlarge:4/16384/4
    m6id.12xlarge:48/196608/8 m6id.16xlarge:64/262144/15 m6id.24xlarge:96/393216/15 m6id.2xlarge:8/32768/4
    m6id.32xlarge:128/524288/15 m6id.4xlarge:16/65536/8 m6id.8xlarge:32/131072/8 m6id.large:2/8192/3
    m6id.metal:128/524288/15 m6id.xlarge:4/16384/4 m6idn.12xlarge:48/196608/8 m6idn.16xlarge:64/262144/15
    m6idn.24xlarge:96/393216/15 m6idn.2xlarge:8/32768/4 m6idn.32xlarge:128/524288/8 m6idn.4xlarge:16/65536/8
    m6idn.8xlarge:32/131072/8 m6idn.large:2/8192/3 m6idn.metal:128/524288/8 m6idn.xlarge:4/16384/4
    m6in.12xlarge:48/196608/8 m6in.16xlarge:64/262144/15 m6in.24xlarge:96/393216/15 m6in.2xlarge:8/32768/4
    m6in.32xlarge:128/524288/8 m6in.4xlarge:16/65536/8 m6in.8xlarge:32/131072/8 m6in.large:2/8192/3
    m6in.metal:128/524288/8 m6in.xlarge:4/16384/4 m7a.12xlarge:48/196608/8 m7a.16xlarge:64/262144/15
    m7a.24xlarge:96/393216/15 m7a.2xlarge:8/32768/4 m7a.32xlarge:128/524288/15 m7a.48xlarge:192/786432/15
    m7a.4xlarge:16/65536/8 m7a.8xlarge:32/131072/8 m7a.large:2/8192/3 m7a.medium:1/4096/2
    m7a.metal-48xl:192/786432/15 m7a.xlarge:4/16384/4 m7g.12xlarge:48/196608/8 m7g.16xlarge:64/262144/15
    m7g.2xlarge:8/32768/4 m7g.4xlarge:16/65536/8 m7g.8xlarge:32/131072/8 m7g.large:2/8192/3 m7g.medium:1/4096/2
    m7g.metal:64/262144/15 m7g.xlarge:4/16384/4 m7gd.12xlarge:48/196608/8 m7gd.16xlarge:64/262144/15
    m7gd.2xlarge:8/32768/4 m7gd.4xlarge:16/65536/8 m7gd.8xlarge:32/131072/8 m7gd.large:2/8192/3 m7gd.medium:1/4096/2
    m7gd.metal:64/262144/15 m7gd.xlarge:4/16384/4 m7i-flex.12xlarge:48/196608/8 m7i-flex.16xlarge:64/262144/15
    m7i-flex.2xlarge:8/32768/4 m7i-flex.4xlarge:16/65536/8 m7i-flex.8xlarge:32/131072/8 m7i-flex.large:2/8192/3
    m7i-flex.xlarge:4/16384/4 m7i.12xlarge:48/196608/8 m7i.16xlarge:64/262144/15 m7i.24xlarge:96/393216/15
    m7i.2xlarge:8/32768/4 m7i.48xlarge:192/786432/15 m7i.4xlarge:16/65536/8 m7i.8xlarge:32/131072/8
    m7i.large:2/8192/3 m7i.metal-24xl:96/393216/15 m7i.metal-48xl:192/786432/15 m7i.xlarge:4/16384/4
    m8a.12xlarge:48/196608/12 m8a.16xlarge:64/262144/16 m8a.24xlarge:96/393216/16 m8a.2xlarge:8/32768/4
    m8a.48xlarge:192/786432/24 m8a.4xlarge:16/65536/8 m8a.8xlarge:32/131072/10 m8a.large:2/8192/3
    m8a.medium:1/4096/2 m8a.metal-24xl:96/393216/16 m8a.metal-48xl:192/786432/24 m8a.xlarge:4/16384/4
    m8azn.12xlarge:48/196608/16 m8azn.24xlarge:96/393216/16 m8azn.3xlarge:12/49152/8 m8azn.6xlarge:24/98304/8
    m8azn.large:2/8192/4 m8azn.medium:1/4096/3 m8azn.metal-12xl:48/196608/16 m8azn.metal-24xl:96/393216/16
    m8azn.xlarge:4/16384/4 m8g.12xlarge:48/196608/8 m8g.16xlarge:64/262144/15 m8g.24xlarge:96/393216/15
    m8g.2xlarge:8/32768/4 m8g.48xlarge:192/786432/15 m8g.4xlarge:16/65536/8 m8g.8xlarge:32/131072/8
    m8g.large:2/8192/3 m8g.medium:1/4096/2 m8g.metal-24xl:96/393216/15 m8g.metal-48xl:192/786432/15
    m8g.xlarge:4/16384/4 m8gb.12xlarge:48/196608/12 m8gb.16xlarge:64/262144/16 m8gb.24xlarge:96/393216/24
    m8gb.2xlarge:8/32768/4 m8gb.48xlarge:192/786432/12 m8gb.4xlarge:16/65536/8 m8gb.8xlarge:32/131072/10
    m8gb.large:2/8192/3 m8gb.medium:1/4096/2 m8gb.metal-24xl:96/393216/24 m8gb.metal-48xl:192/786432/12
    m8gb.xlarge:4/16384/4 m8gd.12xlarge:48/196608/8 m8gd.16xlarge:64/262144/15 m8gd.24xlarge:96/393216/15
    m8gd.2xlarge:8/32768/4 m8gd.48xlarge:192/786432/15 m8gd.4xlarge:16/65536/8 m8gd.8xlarge:32/131072/8
    m8gd.large:2/8192/3 m8gd.medium:1/4096/2 m8gd.metal-24xl:96/393216/15 m8gd.metal-48xl:192/786432/15
    m8gd.xlarge:4/16384/4 m8gn.12xlarge:48/196608/12 m8gn.16xlarge:64/262144/16 m8gn.24xlarge:96/393216/24
    m8gn.2xlarge:8/32768/4 m8gn.48xlarge:192/786432/12 m8gn.4xlarge:16/65536/8 m8gn.8xlarge:32/131072/10
    m8gn.large:2/8192/3 m8gn.medium:1/4096/2 m8gn.metal-24xl:96/393216/24 m8gn.metal-48xl:192/786432/12
    m8gn.xlarge:4/16384/4 m8i-flex.12xlarge:48/196608/12 m8i-flex.16xlarge:64/262144/16 m8i-flex.2xlarge:8/32768/4
    m8i-flex.4xlarge:16/65536/8 m8i-flex.8xlarge:32/131072/10 m8i-flex.large:2/8192/3 m8i-flex.xlarge:4/16384/4
    m8i.12xlarge:48/196608/12 m8i.16xlarge:64/262144/16 m8i.24xlarge:96/393216/16 m8i.2xlarge:8/32768/4
    m8i.32xlarge:128/524288/24 m8i.48xlarge:192/786432/24 m8i.4xlarge:16/65536/8 m8i.8xlarge:32/131072/10
    m8i.96xlarge:384/1572864/24 m8i.large:2/8192/3 m8i.metal-48xl:192/786432/24 m8i.metal-96xl:384/1572864/24
    m8i.xlarge:4/16384/4 m8ib.12xlarge:48/196608/12 m8ib.16xlarge:64/262144/16 m8ib.24xlarge:96/393216/16
    m8ib.2xlarge:8/32768/4 m8ib.32xlarge:128/524288/16 m8ib.48xlarge:192/786432/24 m8ib.4xlarge:16/65536/8
    m8ib.8xlarge:32/131072/8 m8ib.96xlarge:384/1572864/12 m8ib.large:2/8192/4 m8ib.metal-48xl:192/786432/24
    m8ib.metal-96xl:384/1572864/12 m8ib.xlarge:4/16384/4 m8id.12xlarge:48/196608/12 m8id.16xlarge:64/262144/16
    m8id.24xlarge:96/393216/16 m8id.2xlarge:8/32768/4 m8id.32xlarge:128/524288/24 m8id.48xlarge:192/786432/24
    m8id.4xlarge:16/65536/8 m8id.8xlarge:32/131072/10 m8id.96xlarge:384/1572864/24 m8id.large:2/8192/3
    m8id.metal-48xl:192/786432/24 m8id.metal-96xl:384/1572864/24 m8id.xlarge:4/16384/4 m8idb.12xlarge:48/196608/12
    m8idb.16xlarge:64/262144/16 m8idb.24xlarge:96/393216/16 m8idb.2xlarge:8/32768/4 m8idb.32xlarge:128/524288/16
    m8idb.48xlarge:192/786432/24 m8idb.4xlarge:16/65536/8 m8idb.8xlarge:32/131072/8 m8idb.96xlarge:384/1572864/12
    m8idb.large:2/8192/4 m8idb.metal-48xl:192/786432/24 m8idb.metal-96xl:384/1572864/12 m8idb.xlarge:4/16384/4
    m8idn.12xlarge:48/196608/12 m8idn.16xlarge:64/262144/16 m8idn.24xlarge:96/393216/16 m8idn.2xlarge:8/32768/4
    m8idn.32xlarge:128/524288/16 m8idn.48xlarge:192/786432/24 m8idn.4xlarge:16/65536/8 m8idn.8xlarge:32/131072/8
    m8idn.96xlarge:384/1572864/12 m8idn.large:2/8192/4 m8idn.metal-48xl:192/786432/24
    m8idn.metal-96xl:384/1572864/12 m8idn.xlarge:4/16384/4 m8in.12xlarge:48/196608/12 m8in.16xlarge:64/262144/16
    m8in.24xlarge:96/393216/16 m8in.2xlarge:8/32768/4 m8in.32xlarge:128/524288/16 m8in.48xlarge:192/786432/24
    m8in.4xlarge:16/65536/8 m8in.8xlarge:32/131072/8 m8in.96xlarge:384/1572864/12 m8in.large:2/8192/4
    m8in.metal-48xl:192/786432/24 m8in.metal-96xl:384/1572864/12 m8in.xlarge:4/16384/4 m8ine.12xlarge:48/196608/12
    m8ine.2xlarge:8/32768/4 m8ine.4xlarge:16/65536/8 m8ine.8xlarge:32/131072/8 m8ine.large:2/8192/4
    m8ine.xlarge:4/16384/4 m9g.12xlarge:48/196608/12 m9g.16xlarge:64/262144/16 m9g.24xlarge:96/393216/24
    m9g.2xlarge:8/32768/4 m9g.48xlarge:192/786432/24 m9g.4xlarge:16/65536/8 m9g.8xlarge:32/131072/10
    m9g.large:2/8192/3 m9g.medium:1/4096/2 m9g.metal-24xl m9g.metal-48xl:192/786432/24 m9g.xlarge:4/16384/4
    m9gd.12xlarge:48/196608/12 m9gd.16xlarge:64/262144/16 m9gd.24xlarge:96/393216/24 m9gd.2xlarge:8/32768/4
    m9gd.48xlarge:192/786432/24 m9gd.4xlarge:16/65536/8 m9gd.8xlarge:32/131072/10 m9gd.large:2/8192/3
    m9gd.medium:1/4096/2 m9gd.metal-24xl m9gd.metal-48xl:192/786432/24 m9gd.xlarge:4/16384/4
    mac-m3ultra.metal:28/262144/8 mac-m4.metal:10/24576/8 mac-m4max.metal:16/131072/8 mac-m4pro.metal:14/49152/8
    mac1.metal:12/32768/8 mac2-m1ultra.metal:20/131072/8 mac2-m2.metal:8/24576/8 mac2-m2pro.metal:12/32768/8
    mac2.metal:8/16384/8 p2.16xlarge p2.8xlarge p2.xlarge p3.16xlarge p3.2xlarge p3.8xlarge
    p3dn.24xlarge:96/786432/15/8 p4d.24xlarge:96/1179648/15/8 p4de.24xlarge:96/1179648/15/8
    p5.48xlarge:192/2097152/2/8 p5.4xlarge:16/262144/4/1 p5e.48xlarge:192/2097152/2/8 p5en.48xlarge:192/2097152/4/8
    p6-b200.48xlarge:192/2097152/4/8 p6-b300.48xlarge:192/4194304/4/8 p6e-gb200.36xlarge r3.2xlarge:8/62464/4
    r3.4xlarge:16/124928/8 r3.8xlarge:32/249856/8 r3.large:2/15360/3 r3.xlarge:4/31232/4 r4.16xlarge:64/499712/15
    r4.2xlarge:8/62464/4 r4.4xlarge:16/124928/8 r4.8xlarge:32/249856/8 r4.large:2/15616/3 r4.xlarge:4/31232/4
    r5.12xlarge:48/393216/8 r5.16xlarge:64/524288/15 r5.24xlarge:96/786432/15 r5.2xlarge:8/65536/4
    r5.4xlarge:16/131072/8 r5.8xlarge:32/262144/8 r5.large:2/16384/3 r5.metal:96/786432/15 r5.xlarge:4/32768/4
    r5a.12xlarge:48/393216/8 r5a.16xlarge:64/524288/15 r5a.24xlarge:96/786432/15 r5a.2xlarge:8/65536/4
    r5a.4xlarge:16/131072/8 r5a.8xlarge:32/262144/8 r5a.large:2/16384/3 r5a.xlarge:4/32768/4
    r5ad.12xlarge:48/393216/8 r5ad.16xlarge:64/524288/15 r5ad.24xlarge:96/786432/15 r5ad.2xlarge:8/65536/4
    r5ad.4xlarge:16/131072/8 r5ad.8xlarge:32/262144/8 r5ad.large:2/16384/3 r5ad.xlarge:4/32768/4
    r5b.12xlarge:48/393216/8 r5b.16xlarge:64/524288/15 r5b.24xlarge:96/786432/15 r5b.2xlarge:8/65536/4
    r5b.4xlarge:16/131072/8 r5b.8xlarge:32/262144/8 r5b.large:2/16384/3 r5b.metal:96/786432/15 r5b.xlarge:4/32768/4
    r5d.12xlarge:48/393216/8 r5d.16xlarge:64/524288/15 r5d.24xlarge:96/786432/15 r5d.2xlarge:8/65536/4
    r5d.4xlarge:16/131072/8 r5d.8xlarge:32/262144/8 r5d.large:2/16384/3 r5d.metal:96/786432/15 r5d.xlarge:4/32768/4
    r5dn.12xlarge:48/393216/8 r5dn.16xlarge:64/524288/15 r5dn.24xlarge:96/786432/15 r5dn.2xlarge:8/65536/4
    r5dn.4xlarge:16/131072/8 r5dn.8xlarge:32/262144/8 r5dn.large:2/16384/3 r5dn.metal:96/786432/15
    r5dn.xlarge:4/32768/4 r5n.12xlarge:48/393216/8 r5n.16xlarge:64/524288/15 r5n.24xlarge:96/786432/15
    r5n.2xlarge:8/65536/4 r5n.4xlarge:16/131072/8 r5n.8xlarge:32/262144/8 r5n.large:2/16384/3 r5n.metal:96/786432/15
    r5n.xlarge:4/32768/4 r6a.12xlarge:48/393216/8 r6a.16xlarge:64/524288/15 r6a.24xlarge:96/786432/15
    r6a.2xlarge:8/65536/4 r6a.32xlarge:128/1048576/15 r6a.48xlarge:192/1572864/15 r6a.4xlarge:16/131072/8
    r6a.8xlarge:32/262144/8 r6a.large:2/16384/3 r6a.metal:192/1572864/15 r6a.xlarge:4/32768/4
    r6g.12xlarge:48/393216/8 r6g.16xlarge:64/524288/15 r6g.2xlarge:8/65536/4 r6g.4xlarge:16/131072/8
    r6g.8xlarge:32/262144/8 r6g.large:2/16384/3 r6g.medium:1/8192/2 r6g.metal:64/524288/15 r6g.xlarge:4/32768/4
    r6gd.12xlarge:48/393216/8 r6gd.16xlarge:64/524288/15 r6gd.2xlarge:8/65536/4 r6gd.4xlarge:16/131072/8
    r6gd.8xlarge:32/262144/8 r6gd.large:2/16384/3 r6gd.medium:1/8192/2 r6gd.metal:64/524288/15 r6gd.xlarge:4/32768/4
    r6i.12xlarge:48/393216/8 r6i.16xlarge:64/524288/15 r6i.24xlarge:96/786432/15 r6i.2xlarge:8/65536/4
    r6i.32xlarge:128/1048576/15 r6i.4xlarge:16/131072/8 r6i.8xlarge:32/262144/8 r6i.large:2/16384/3
    r6i.metal:128/1048576/15 r6i.xlarge:4/32768/4 r6id.12xlarge:48/393216/8 r6id.16xlarge:64/524288/15
    r6id.24xlarge:96/786432/15 r6id.2xlarge:8/65536/4 r6id.32xlarge:128/1048576/15 r6id.4xlarge:16/131072/8
    r6id.8xlarge:32/262144/8 r6id.large:2/16384/3 r6id.metal:128/1048576/15 r6id.xlarge:4/32768/4
    r6idn.12xlarge:48/393216/8 r6idn.16xlarge:64/524288/15 r6idn.24xlarge:96/786432/15 r6idn.2xlarge:8/65536/4
    r6idn.32xlarge:128/1048576/8 r6idn.4xlarge:16/131072/8 r6idn.8xlarge:32/262144/8 r6idn.large:2/16384/3
    r6idn.metal:128/1048576/8 r6idn.xlarge:4/32768/4 r6in.12xlarge:48/393216/8 r6in.16xlarge:64/524288/15
    r6in.24xlarge:96/786432/15 r6in.2xlarge:8/65536/4 r6in.32xlarge:128/1048576/8 r6in.4xlarge:16/131072/8
    r6in.8xlarge:32/262144/8 r6in.large:2/16384/3 r6in.metal:128/1048576/8 r6in.xlarge:4/32768/4
    r7a.12xlarge:48/393216/8 r7a.16xlarge:64/524288/15 r7a.24xlarge:96/786432/15 r7a.2xlarge:8/65536/4
    r7a.32xlarge:128/1048576/15 r7a.48xlarge:192/1572864/15 r7a.4xlarge:16/131072/8 r7a.8xlarge:32/262144/8
    r7a.large:2/16384/3 r7a.medium:1/8192/2 r7a.metal-48xl:192/1572864/15 r7a.xlarge:4/32768/4
    r7g.12xlarge:48/393216/8 r7g.16xlarge:64/524288/15 r7g.2xlarge:8/65536/4 r7g.4xlarge:16/131072/8
    r7g.8xlarge:32/262144/8 r7g.large:2/16384/3 r7g.medium:1/8192/2 r7g.metal:64/524288/15 r7g.xlarge:4/32768/4
    r7gd.12xlarge:48/393216/8 r7gd.16xlarge:64/524288/15 r7gd.2xlarge:8/65536/4 r7gd.4xlarge:16/131072/8
    r7gd.8xlarge:32/262144/8 r7gd.large:2/16384/3 r7gd.medium:1/8192/2 r7gd.metal:64/524288/15 r7gd.xlarge:4/32768/4
    r7i.12xlarge:48/393216/8 r7i.16xlarge:64/524288/15 r7i.24xlarge:96/786432/15 r7i.2xlarge:8/65536/4
    r7i.48xlarge:192/1572864/15 r7i.4xlarge:16/131072/8 r7i.8xlarge:32/262144/8 r7i.large:2/16384/3
    r7i.metal-24xl:96/786432/15 r7i.metal-48xl:192/1572864/15 r7i.xlarge:4/32768/4 r7iz.12xlarge:48/393216/8
    r7iz.16xlarge:64/524288/15 r7iz.2xlarge:8/65536/4 r7iz.32xlarge:128/1048576/15 r7iz.4xlarge:16/131072/8
    r7iz.8xlarge:32/262144/8 r7iz.large:2/16384/3 r7iz.metal-16xl:64/524288/15 r7iz.metal-32xl:128/1048576/15
    r7iz.xlarge:4/32768/4 r8a.12xlarge:48/393216/12 r8a.16xlarge:64/524288/16 r8a.24xlarge:96/786432/16
    r8a.2xlarge:8/65536/4 r8a.48xlarge:192/1572864/24 r8a.4xlarge:16/131072/8 r8a.8xlarge:32/262144/10
    r8a.large:2/16384/3 r8a.medium:1/8192/2 r8a.metal-24xl:96/786432/16 r8a.metal-48xl:192/1572864/24
    r8a.xlarge:4/32768/4 r8g.12xlarge:48/393216/8 r8g.16xlarge:64/524288/15 r8g.24xlarge:96/786432/15
    r8g.2xlarge:8/65536/4 r8g.48xlarge:192/1572864/15 r8g.4xlarge:16/131072/8 r8g.8xlarge:32/262144/8
    r8g.large:2/16384/3 r8g.medium:1/8192/2 r8g.metal-24xl:96/786432/15 r8g.metal-48xl:192/1572864/15
    r8g.xlarge:4/32768/4 r8gb.12xlarge:48/393216/12 r8gb.16xlarge:64/524288/16 r8gb.24xlarge:96/786432/24
    r8gb.2xlarge:8/65536/4 r8gb.48xlarge:192/1572864/12 r8gb.4xlarge:16/131072/8 r8gb.8xlarge:32/262144/10
    r8gb.large:2/16384/3 r8gb.medium:1/8192/2 r8gb.metal-24xl:96/786432/24 r8gb.metal-48xl:192/1572864/12
    r8gb.xlarge:4/32768/4 r8gd.12xlarge:48/393216/8 r8gd.16xlarge:64/524288/15 r8gd.24xlarge:96/786432/15
    r8gd.2xlarge:8/65536/4 r8gd.48xlarge:192/1572864/15 r8gd.4xlarge:16/131072/8 r8gd.8xlarge:32/262144/8
    r8gd.large:2/16384/3 r8gd.medium:1/8192/2 r8gd.metal-24xl:96/786432/15 r8gd.metal-48xl:192/1572864/15
    r8gd.xlarge:4/32768/4 r8gn.12xlarge:48/393216/12 r8gn.16xlarge:64/524288/16 r8gn.24xlarge:96/786432/24
    r8gn.2xlarge:8/65536/4 r8gn.48xlarge:192/1572864/12 r8gn.4xlarge:16/131072/8 r8gn.8xlarge:32/262144/10
    r8gn.large:2/16384/3 r8gn.medium:1/8192/2 r8gn.metal-24xl:96/786432/24 r8gn.metal-48xl:192/1572864/12
    r8gn.xlarge:4/32768/4 r8i-flex.12xlarge:48/393216/12 r8i-flex.16xlarge:64/524288/16 r8i-flex.2xlarge:8/65536/4
    r8i-flex.4xlarge:16/131072/8 r8i-flex.8xlarge:32/262144/10 r8i-flex.large:2/16384/3 r8i-flex.xlarge:4/32768/4
    r8i.12xlarge:48/393216/12 r8i.16xlarge:64/524288/16 r8i.24xlarge:96/786432/16 r8i.2xlarge:8/65536/4
    r8i.32xlarge:128/1048576/24 r8i.48xlarge:192/1572864/24 r8i.4xlarge:16/131072/8 r8i.8xlarge:32/262144/10
    r8i.96xlarge:384/3145728/24 r8i.large:2/16384/3 r8i.metal-48xl:192/1572864/24 r8i.metal-96xl:384/3145728/24
    r8i.xlarge:4/32768/4 r8ib.12xlarge:48/393216/12 r8ib.16xlarge:64/524288/16 r8ib.24xlarge:96/786432/16
    r8ib.2xlarge:8/65536/4 r8ib.32xlarge:128/1048576/16 r8ib.48xlarge:192/1572864/24 r8ib.4xlarge:16/131072/8
    r8ib.8xlarge:32/262144/8 r8ib.96xlarge:384/3145728/12 r8ib.large:2/16384/4 r8ib.metal-48xl:192/1572864/24
    r8ib.metal-96xl:384/3145728/12 r8ib.xlarge:4/32768/4 r8id.12xlarge:48/393216/12 r8id.16xlarge:64/524288/16
    r8id.24xlarge:96/786432/16 r8id.2xlarge:8/65536/4 r8id.32xlarge:128/1048576/24 r8id.48xlarge:192/1572864/24
    r8id.4xlarge:16/131072/8 r8id.8xlarge:32/262144/10 r8id.96xlarge:384/3145728/24 r8id.large:2/16384/3
    r8id.metal-48xl:192/1572864/24 r8id.metal-96xl:384/3145728/24 r8id.xlarge:4/32768/4 r8idb.12xlarge:48/393216/12
    r8idb.16xlarge:64/524288/16 r8idb.24xlarge:96/786432/16 r8idb.2xlarge:8/65536/4 r8idb.32xlarge:128/1048576/16
    r8idb.48xlarge:192/1572864/24 r8idb.4xlarge:16/131072/8 r8idb.8xlarge:32/262144/8 r8idb.96xlarge:384/3145728/12
    r8idb.large:2/16384/4 r8idb.metal-48xl:192/1572864/24 r8idb.metal-96xl:384/3145728/12 r8idb.xlarge:4/32768/4
    r8idn.12xlarge:48/393216/12 r8idn.16xlarge:64/524288/16 r8idn.24xlarge:96/786432/16 r8idn.2xlarge:8/65536/4
    r8idn.32xlarge:128/1048576/16 r8idn.48xlarge:192/1572864/24 r8idn.4xlarge:16/131072/8 r8idn.8xlarge:32/262144/8
    r8idn.96xlarge:384/3145728/12 r8idn.large:2/16384/4 r8idn.metal-48xl:192/1572864/24
    r8idn.metal-96xl:384/3145728/12 r8idn.xlarge:4/32768/4 r8in.12xlarge:48/393216/12 r8in.16xlarge:64/524288/16
    r8in.24xlarge:96/786432/16 r8in.2xlarge:8/65536/4 r8in.32xlarge:128/1048576/16 r8in.48xlarge:192/1572864/24
    r8in.4xlarge:16/131072/8 r8in.8xlarge:32/262144/8 r8in.96xlarge:384/3145728/12 r8in.large:2/16384/4
    r8in.metal-48xl:192/1572864/24 r8in.metal-96xl:384/3145728/12 r8in.xlarge:4/32768/4 r9g.12xlarge:48/393216/12
    r9g.16xlarge:64/524288/16 r9g.24xlarge:96/786432/24 r9g.2xlarge:8/65536/4 r9g.48xlarge:192/1572864/24
    r9g.4xlarge:16/131072/8 r9g.8xlarge:32/262144/10 r9g.large:2/16384/3 r9g.medium:1/8192/2
    r9g.metal-48xl:192/1572864/24 r9g.xlarge:4/32768/4 r9gd.12xlarge:48/393216/12 r9gd.16xlarge:64/524288/16
    r9gd.24xlarge:96/786432/24 r9gd.2xlarge:8/65536/4 r9gd.48xlarge:192/1572864/24 r9gd.4xlarge:16/131072/8
    r9gd.8xlarge:32/262144/10 r9gd.large:2/16384/3 r9gd.medium:1/8192/2 r9gd.metal-48xl:192/1572864/24
    r9gd.xlarge:4/32768/4 t1.micro:1/627/2 t2.2xlarge:8/32768/3 t2.large:2/8192/3 t2.medium:2/4096/3
    t2.micro:1/1024/2 t2.nano:1/512/2 t2.small:1/2048/3 t2.xlarge:4/16384/3 t3.2xlarge:8/32768/4 t3.large:2/8192/3
    t3.medium:2/4096/3 t3.micro:2/1024/2 t3.nano:2/512/2 t3.small:2/2048/3 t3.xlarge:4/16384/4 t3a.2xlarge:8/32768/4
    t3a.large:2/8192/3 t3a.medium:2/4096/3 t3a.micro:2/1024/2 t3a.nano:2/512/2 t3a.small:2/2048/2
    t3a.xlarge:4/16384/4 t4g.2xlarge:8/32768/4 t4g.large:2/8192/3 t4g.medium:2/4096/3 t4g.micro:2/1024/2
    t4g.nano:2/512/2 t4g.small:2/2048/3 t4g.xlarge:4/16384/4 t8i.medium:2/4096/3 t8i.micro:2/1024/2 t8i.nano:2/512/2
    t8i.small:2/2048/3 trn1.2xlarge:8/32768/4 trn1.32xlarge:128/524288/5 trn1n.32xlarge:128/524288/5
    trn2.3xlarge:12/131072/2 trn2.48xlarge:192/2097152/2 trn2u.48xlarge:192/2097152/2 u-12tb1.112xlarge
    u-12tb1.metal u-18tb1.112xlarge u-18tb1.metal u-24tb1.112xlarge u-24tb1.metal u-3tb1.56xlarge:224/3145728/8
    u-6tb1.112xlarge:448/6291456/15 u-6tb1.56xlarge:224/6291456/15 u-6tb1.metal u-9tb1.112xlarge u-9tb1.metal
    u7i-12tb.224xlarge:896/12582912/15 u7i-6tb.112xlarge:448/6291456/15 u7i-8tb.112xlarge:448/8388608/15
    u7ib-12tb.224xlarge u7in-16tb.224xlarge:896/16777216/8 u7in-24tb.224xlarge:896/25165824/8
    u7in-32tb.224xlarge:896/33554432/8 u7inh-32tb.480xlarge vt1.24xlarge:96/196608/15 vt1.3xlarge:12/24576/4
    vt1.6xlarge:24/49152/8 x1.16xlarge:64/999424/8 x1.32xlarge:128/1998848/8 x1e.16xlarge:64/1998848/8
    x1e.2xlarge:8/249856/4 x1e.32xlarge:128/3997696/8 x1e.4xlarge:16/499712/4 x1e.8xlarge:32/999424/4
    x1e.xlarge:4/124928/3 x2gd.12xlarge:48/786432/8 x2gd.16xlarge:64/1048576/15 x2gd.2xlarge:8/131072/4
    x2gd.4xlarge:16/262144/8 x2gd.8xlarge:32/524288/8 x2gd.large:2/32768/3 x2gd.medium:1/16384/2
    x2gd.metal:64/1048576/15 x2gd.xlarge:4/65536/4 x2idn.16xlarge:64/1048576/15 x2idn.24xlarge:96/1572864/15
    x2idn.32xlarge:128/2097152/15 x2idn.metal:128/2097152/15 x2iedn.16xlarge:64/2097152/15
    x2iedn.24xlarge:96/3145728/15 x2iedn.2xlarge:8/262144/4 x2iedn.32xlarge:128/4194304/15
    x2iedn.4xlarge:16/524288/8 x2iedn.8xlarge:32/1048576/8 x2iedn.metal:128/4194304/15 x2iedn.xlarge:4/131072/4
    x2iezn.12xlarge:48/1572864/15 x2iezn.2xlarge:8/262144/4 x2iezn.4xlarge:16/524288/8 x2iezn.6xlarge:24/786432/8
    x2iezn.8xlarge:32/1048576/8 x2iezn.metal:48/1572864/15 x8aedz.12xlarge:48/1572864/16
    x8aedz.24xlarge:96/3145728/16 x8aedz.3xlarge:12/393216/8 x8aedz.6xlarge:24/786432/8 x8aedz.large:2/65536/4
    x8aedz.metal-12xl:48/1572864/16 x8aedz.metal-24xl:96/3145728/16 x8aedz.xlarge:4/131072/4
    x8g.12xlarge:48/786432/8 x8g.16xlarge:64/1048576/15 x8g.24xlarge:96/1572864/15 x8g.2xlarge:8/131072/4
    x8g.48xlarge:192/3145728/15 x8g.4xlarge:16/262144/8 x8g.8xlarge:32/524288/8 x8g.large:2/32768/3
    x8g.medium:1/16384/2 x8g.metal-24xl:96/1572864/15 x8g.metal-48xl:192/3145728/15 x8g.xlarge:4/65536/4
    x8i.12xlarge:48/786432/12 x8i.16xlarge:64/1048576/16 x8i.24xlarge:96/1572864/16 x8i.2xlarge:8/131072/4
    x8i.32xlarge:128/2097152/24 x8i.48xlarge:192/3145728/24 x8i.4xlarge:16/262144/8 x8i.64xlarge:256/4194304/24
    x8i.8xlarge:32/524288/10 x8i.96xlarge:384/6291456/24 x8i.large:2/32768/3 x8i.metal-48xl:192/3145728/24
    x8i.metal-96xl:384/6291456/24 x8i.xlarge:4/65536/4 z1d.12xlarge:48/393216/15 z1d.2xlarge:8/65536/4
    z1d.3xlarge:12/98304/8 z1d.6xlarge:24/196608/8 z1d.large:2/16384/3 z1d.metal:48/393216/15 z1d.xlarge:4/32768/4
    """)
}
