extension ReadingCase {
  /// Exact places of what reads.
  static let places: [ReadingCase] = [
    ReadingCase(
      "", report: ["empty-file@0-0 the file is empty"], isComplete: false),
    ReadingCase(
      "a: b\n", outline: "{a@0-1=b@3-4}@0-4"),
    ReadingCase(
      "\u{FEFF}a: b\n", outline: "{a@3-4=b@6-7}@3-7"),
    ReadingCase(
      "a: b\r\nc:\r\n  - d\r\n", outline: "{a@0-1=b@3-4 c@6-7=[d@14-15]@14-15}@0-15"),
    ReadingCase(
      "a: 'é😀'\nb: 漢字 # c\nc: [ü, z]\n",
      outline: "{a@0-1=é😀@3-11 b@12-13=漢字@15-21 c@26-27=[ü@30-32 z@34-35]@29-36}@0-36"),
    ReadingCase(
      "a: \"x\\ty\"\nb: 'it''s'\nc: \"plain\"\n",
      outline: "{a@0-1=x\ty@3-9 b@10-11=it's@13-20 c@21-22=plain@24-31}@0-31"),
    ReadingCase(
      "a: |\n  one\n\n# out\nb: >-\n  two\n  three\n\nc: |+\n\nd: | # note\n  x\n",
      outline: "{a@0-1=one\n@3-10 b@18-19=two three@21-37 c@39-40=\n@42-44 d@46-47=x\n@49-61}@0-61"),
    ReadingCase(
      "a: one\n  two\nb:\n\n# c\nc: ~\n", outline: "{a@0-1=one two@3-12 b@13-14=@15-15 c@21-22=~@24-25}@0-25"),
    ReadingCase(
      "a:\n  - b: 1   # x\n    c: 2\n\n  -\n  - [d, {e: f}] # y\nz: 1\n",
      outline: "{a@0-1=[{b@7-8=1@10-11 c@22-23=2@25-26}@7-26 @31-31 [d@37-38 "
        + "{e@41-42=f@44-45}@40-46]@36-47]@7-47 z@52-53=1@55-56}@0-56"),
    ReadingCase(
      "a: { b: , c , d : 1, ? e }\nf: [g: h, i]\n",
      outline: "{a@0-1={b@5-6=@7-7 c@10-11=@11-11 d@14-15=1@18-19 e@23-24=@24-24}@3-26 "
        + "f@27-28=[{g@31-32=h@34-35}@31-35 i@37-38]@30-39}@0-39"),
    ReadingCase(
      "a: &x !Sub text\nb: !!str\nc: !<tag:x> [1]\nd: &y\n  e: *x\nf: *y\n",
      outline: "{a@0-1=!Subtext@11-15 b@16-17=!!str@24-24 c@25-26=[1@38-39]@37-40 "
        + "d@41-42={e@49-50=*52-54}@49-54 f@55-56=*58-60}@0-60"),
    ReadingCase(
      "--- # start\n? a\n: b\n? c\n...\n", outline: "{a@14-15=b@18-19 c@22-23=@23-23}@14-23"),
    ReadingCase(
      "%YAML 1.2\n---\na: b\n", outline: "{a@14-15=b@17-18}@14-18"),
    ReadingCase(
      "{a: b, \"c\": [d]}\n", outline: "{a@1-2=b@4-5 c@7-10=[d@13-14]@12-15}@0-16"),
    ReadingCase(
      "a: b", outline: "{a@0-1=b@3-4}@0-4"),
    ReadingCase(
      "base: &b {x: 1, y: 2}\nc:\n  <<: *b\n  y: 3\nd: {<<: [*b, {z: 4}]}\n\"<<\": 5\n",
      outline: "{base@0-4={x@10-11=1@13-14 y@16-17=2@19-20}@9-21 c@22-23={y@36-37=3@39-40 "
        + "x@10-11=*31-33}@27-40 d@41-42={x@10-11=*50-52 y@16-17=*50-52 "
        + "z@55-56=4@58-59}@44-62 <<@63-67=5@69-70}@0-70"),
    ReadingCase(
      "a: &k key\n*k : 1\n", outline: "{a@0-1=key@6-9 key@10-12=1@15-16}@0-16"),
    ReadingCase(
      "a: &l [{x: 1}]\nb: {<<: *l}\n",
      outline: "{a@0-1=[{x@8-9=1@11-12}@7-13]@6-14 b@15-16={x@8-9=*23-25}@18-26}@0-26"),
  ]
}
