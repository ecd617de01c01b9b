extension ReadingCase {
  /// JSON, by the file's name.
  static let json: [ReadingCase] = [
    ReadingCase(
      "{\"a\": \"b\", \"c\": [1, -2.5e3, true, false, null], \"d\": {}, \"e\": []}", path: "a.json",
      outline: "{a@1-4=b@6-9 c@11-14=[1@17-18 -2.5e3@20-26 true@28-32 false@34-39 "
        + "null@41-45]@16-46 d@48-51={}@53-55 e@57-60=[]@62-64}@0-65"),
    ReadingCase(
      " {\"a\": \"\\u00e9\\ud83d\\ude00\\n\\/\", \"é\": \"漢\"}\n", path: "a.json",
      outline: "{a@2-5=é😀\n/@7-31 é@33-37=漢@39-44}@1-45"),
    ReadingCase(
      "{\"a\": \"\\ud83d\"}", path: "a.json", report: ["syntax@7-13 half of a surrogate pair is no character"],
      isComplete: false),
    ReadingCase(
      "{\"a\": 1, \"a\": 2, \"b\": 3}", path: "a.json", report: ["duplicate-key@9-12 the key 'a' occurs twice"]),
    ReadingCase(
      "{\"a\": 1,}", path: "a.json", report: ["syntax@7-8 JSON has no comma after the last entry"],
      isComplete: false),
    ReadingCase(
      "{\"a\": [1 2]}", path: "a.json", report: ["syntax@9-10 expected ',' or ']', found '2'"], isComplete: false),
    ReadingCase(
      "{\"a\": 01}", path: "a.json", report: ["syntax@6-8 '01' is no JSON value"], isComplete: false),
    ReadingCase(
      "{\"a\": \"x", path: "a.json", report: ["syntax@6-7 this quote is never closed"], isComplete: false),
    ReadingCase(
      "{\"a\": {\"b\": 1}", path: "a.json", report: ["syntax@14-14 the file ends where ',' or '}' is expected"],
      isComplete: false),
    ReadingCase(
      "[1]", path: "a.json", report: ["not-a-mapping@0-3 the top level of the file is no object"], isComplete: false),
    ReadingCase(
      "", path: "a.json", report: ["empty-file@0-0 the file is empty"], isComplete: false),
    ReadingCase(
      "{\"a\": 1} x", path: "a.json", report: ["syntax@9-10 unexpected text after the end of the object"],
      isComplete: false),
    ReadingCase(
      "{'a': 1}", path: "a.json", report: ["syntax@1-2 expected a key in double quotes, found '''"],
      isComplete: false),
    ReadingCase(
      "{\"a\": 1 // c\n}", path: "a.json", report: ["syntax@8-9 expected ',' or '}', found '/'"], isComplete: false),
    ReadingCase(
      "{\"a\": \"x\ty\"}", path: "a.json", report: ["syntax@8-9 a tab stands in a string"], isComplete: false),
    ReadingCase(
      "{\"a\": True}", path: "a.json", report: ["syntax@6-10 'True' is no JSON value"], isComplete: false),
    ReadingCase(
      "{\"a\": \"\\x\"}", path: "a.json", report: ["syntax@7-9 unknown escape in a string"], isComplete: false),
    ReadingCase(
      "{\"<<\": {\"b\": 1}}", path: "a.json", outline: "{<<@1-5={b@8-11=1@13-14}@7-15}@0-16"),
    ReadingCase(
      "{\"a\" 1}", path: "a.json", report: ["syntax@5-6 expected ':' after the key, found '1'"], isComplete: false),
  ]
}
