import Scanning
import TestSupport
import Testing

@Suite("JSON")
struct JSONTests {
    @Test(
        "what is not JSON is an error at its very byte",
        arguments: [
            Malformed("", 0, 1, 1, "the document is empty"),
            Malformed("  ", 2, 1, 3, "the document ends where a value was expected"),
            Malformed("{\"a\": 1", 7, 1, 8, "the document ends where '}' was expected"),
            Malformed("{\"a\" 1}", 5, 1, 6, "expected ':' after a key, found '1'"),
            Malformed("{a: 1}", 1, 1, 2, "expected a key in double quotes, found 'a'"),
            Malformed("[1,\n 2 3]", 7, 2, 4, "expected ',' or ']', found '3'"),
            Malformed("[1,]", 3, 1, 4, "a comma before the closing ']'"),
            Malformed("[1] x", 4, 1, 5, "'x' after the end of the document's value"),
            Malformed("[01]", 1, 1, 2, "a number with a leading zero"),
            Malformed("[1.]", 3, 1, 4, "expected a digit, found ']'"),
            Malformed("[-]", 2, 1, 3, "expected a digit, found ']'"),
            Malformed("[1e999]", 1, 1, 2, "number '1e999' is out of range"),
            Malformed("[NaN]", 1, 1, 2, "'NaN' is not JSON; a number that is not finite has no JSON form"),
            Malformed("[tru]", 1, 1, 2, "expected true"),
            Malformed("[\"a\nb\"]", 3, 1, 4, "control character 0x0A in a string"),
            Malformed("[\"\\x\"]", 2, 1, 3, "an unknown escape in a string"),
            Malformed("[\"\\u12g4\"]", 2, 1, 3, "'\\u' must be followed by four hexadecimal digits"),
            Malformed("[\"abc", 1, 1, 2, "a string is not closed"),
            Malformed([0x22, 0xC0, 0x80, 0x22], 1, 1, 2, "invalid UTF-8: byte 0xC0"),
            Malformed([0xFF, 0xFE, 0x7B, 0x00], 0, 1, 1, "not UTF-8 (by the look of it UTF-16): save it as UTF-8"),
            Malformed(String(repeating: "[", count: 600), 512, 1, 513, "values are nested deeper than 512"),
        ]
    )
    func malformed(_ sample: Malformed) throws {
        let error = try #require(throws: ScanError.self) { try JSON(parsing: sample.document) }
        #expect(error.message == sample.message)
        #expect([error.offset, error.line, error.column] == [sample.offset, sample.line, sample.column])
    }

    @Test(
        "skipping is as strict as reading, at every cut and every changed byte, far from the end and close to it",
        arguments: [
            "{\"a\":[1,-2.5e3,true,null,\"x\\u00e9\\n\\ud83d\\ude00\"],\"b\":{\"c\":false,\"d\":\"é\"}} ",
            "{ \"a\" : [ 10 , 0 , -2.5 , true , null , {} , [] ] ,\n \"b\" : { \"c\" : false , \"d\\\"\" : \"é longer than that\" } } ",
        ],
        [0, 80]
    )
    func skipping(document: String, spaces: Int) {
        let whole = Array((document + String(repeating: " ", count: spaces)).utf8)
        func agrees(_ document: [UInt8]) -> Bool {
            let skipped = document.withUnsafeBytes { bytes in
                do throws(ScanError) {
                    var json = try JSONReader(bytes)
                    try json.skipValue()
                    try json.finish()
                    return true
                } catch {
                    return false
                }
            }
            return skipped == ((try? JSON(parsing: document)) != nil)
        }
        for index in whole.indices {
            #expect(agrees(Array(whole.prefix(index))))
            for byte in [0, 0x20, 0x22, 0x2C, 0x2D, 0x30, 0x3A, 0x5B, 0x5C, 0x5D, 0x7B, 0x7D, 0x80] as [UInt8] {
                var changed = whole
                changed[index] = byte
                #expect(agrees(changed))
            }
        }
        for length in 0..<document.utf8.count - 1 {
            #expect((try? JSON(parsing: Array(whole.prefix(length)))) == nil)
        }
    }

    @Test(
        "numbers keep their value: whole ones that fit stay whole",
        arguments: [
            ("0", JSON.integer(0)), ("-12", .integer(-12)), ("9223372036854775807", .integer(.max)),
            ("-9223372036854775808", .integer(.min)), ("9223372036854775808", .number(9223372036854775808)),
            ("1.0", .number(1)), ("1e3", .number(1000)), ("0.1", .number(0.1)), ("1e-400", .number(0)),
            ("123456789012345678.5", .number(123456789012345678.5)), ("5e-324", .number(.leastNonzeroMagnitude)),
            ("1.7976931348623157e308", .number(.greatestFiniteMagnitude)), ("3e22", .number(3e22)),
            ("3e23", .number(3e23)),
        ]
    )
    func numbers(text: String, expected: JSON) throws {
        #expect(try JSON(parsing: text) == expected)
    }

    @Test("parsing what was written gives the same value, compact and pretty")
    func roundTrip() throws {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<2_000 {
            let value = randomValue(depth: 4, &generator)
            #expect(try JSON(parsing: value.serialized()) == value)
            #expect(try JSON(parsing: value.serialized(.pretty)) == value)
            #expect(try JSON(parsing: value.serialized(escapesMarkup: true)) == value)
        }
    }

    private func randomValue(depth: Int, _ generator: inout SeededGenerator) -> JSON {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &generator) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &generator))
        case 2:
            return .integer(Int64(truncatingIfNeeded: generator.next() >> UInt64.random(in: 0..<64, using: &generator)))
        case 3:
            let value = Double(bitPattern: generator.next())
            return .number(value.isFinite ? value : 0.5)
        case 4: return .number(Double(Int.random(in: -9999...9999, using: &generator)) / 100)
        case 5: return .string(randomText(&generator))
        case 6:
            return .array(
                (0..<Int.random(in: 0..<5, using: &generator)).map { _ in randomValue(depth: depth - 1, &generator) }
            )
        default:
            return .object(
                (0..<Int.random(in: 0..<5, using: &generator)).map { _ in
                    JSON.Member(randomText(&generator), randomValue(depth: depth - 1, &generator))
                }
            )
        }
    }

    private func randomText(_ generator: inout SeededGenerator) -> String {
        let alphabet: [Unicode.Scalar] = [
            "a", "\"", "\\", "/", "<", "\u{0}", "\u{1F}", "\u{7F}", "\n", "é", "\u{2028}", "😀", "&",
        ]
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0..<20, using: &generator) {
            text.append(alphabet[Int.random(in: 0..<alphabet.count, using: &generator)])
        }
        return String(text)
    }

    @Test("the written form is fixed")
    func writing() {
        let value: JSON = [
            "a": [1, 2.5, nil, true], "b": [:], "c": [], "d": "</x>\u{1}\u{2028}\"\\\n", "e": JSON(Double.nan),
        ]
        #expect(
            value.text()
                == #"{"a":[1,2.5,null,true],"b":{},"c":[],"d":"</x>\u0001"# + "\u{2028}" + #"\"\\\n","e":null}"#
        )
        #expect(JSON.string("</x>\u{2028}&").text(escapesMarkup: true) == #""\u003c/x\u003e\u2028\u0026""#)
        #expect((["a": [1], "b": [:]] as JSON).text(.pretty) == "{\n  \"a\": [\n    1\n  ],\n  \"b\": {}\n}")
    }

    @Test("white space between the parts of a document changes nothing, however much there is and of which kind")
    func whiteSpace() throws {
        let parts = ["{", "\"a\"", ":", "[", "1", ",", "{", "}", ",", "\"b c\"", "]", ",", "\"key\"", ":", "null", "}"]
        let expected = try JSON(parsing: Array(parts.joined().utf8))
        var random = SeededGenerator(seed: 7)
        let spaces = ["", "", " ", "  ", "\n", "\n ", "\t", "\r\n", " \n", "\n" + String(repeating: " ", count: 20)]
        for round in 0..<500 {
            let document = parts.map { $0 + (spaces.randomElement(using: &random) ?? "") }.joined()
            let padded = document + String(repeating: " ", count: round % 2 * 64)
            #expect(try JSON(parsing: Array(padded.utf8)) == expected)
            #expect(throws: ScanError.self) { try JSON(parsing: Array(padded.replacing(":", with: " \u{B}:").utf8)) }
        }
    }

    @Test("of equal keys the last one is read, and assigning changes it")
    func members() throws {
        var value = try JSON(parsing: #"{"a":1,"a":2,"b":{"c":[3]}}"#)
        #expect(value["a"]?.int == 2)
        #expect(value["b"]?["c"]?[0]?.double == 3)
        #expect(value["b"]?["c"]?[1] == nil)
        value["a"] = nil
        value["z"] = "y"
        #expect(value.text() == #"{"b":{"c":[3]},"z":"y"}"#)
    }

    @Test("the reader hands over keys and values without building the rest")
    func reader() throws {
        try lend("\u{FEFF}{\"n\\u0061me\":\"x\",\"skip\":[{\"a\":1}],\"list\":[1,2.0,\"no\",null]}") { bytes in
            var json = try JSONReader(bytes)
            var name: String?
            var sum = 0
            try json.readObject { key, json throws(ScanError) in
                switch key {
                case "name": name = try json.readString()
                case "list": try json.readArray { json throws(ScanError) in sum += try json.integerOrSkip() ?? 10 }
                default: try json.skipValue()
                }
            }
            try json.finish()
            #expect(name == "x")
            #expect(sum == 23)
        }
    }

    @Test("an error in NDJSON names the line of the whole document")
    func ndjson() throws {
        try lend("{\"a\":1}\n\r\n{\"a\":2}\r\n{\"a\":}\n") { bytes in
            var sum = 0
            let error = try #require(throws: ScanError.self) {
                try NDJSON.forEach(in: bytes) { json, _ throws(ScanError) in sum += try json.readValue()["a"]?.int ?? 0
                }
            }
            #expect(sum == 3)
            #expect([error.line, error.column] == [4, 6])
        }
    }

    @Test("an outline ends at the bracket that closes a value, whatever its strings hold", arguments: [0, 40])
    func passing(spaces: Int) throws {
        let value = #"{"a": "}]\\", "b": [["\"]"], {"c": "long text that says ] and } and [ in one breath"}]}"#
        let document = "{\"x\": \(value), \"y\": 1}" + String(repeating: " ", count: spaces)
        try lend(document) { bytes in
            var json = try JSONReader(bytes)
            try json.beginObject()
            #expect(try json.nextKey()?.string == "x")
            try json.passValue()
            #expect(try json.nextKey()?.string == "y")
            #expect(try json.readInteger() == 1)
            #expect(try json.nextKey() == nil)
        }
    }

    @Test("a character that needs an escape is found wherever it stands in a text")
    func escapesAtEveryPlace() throws {
        let odd = (0..<0x20).map { UInt8($0) } + Array("\"\\\u{7F}<>&".utf8)
        for byte in odd {
            for place in 0..<40 {
                var utf8 = Array(repeating: UInt8(ascii: "a"), count: 40)
                utf8[place] = byte
                let text = String(decoding: utf8, as: UTF8.self)
                let plain = JSON.string(text).serialized()
                let safe = JSON.string(text).serialized(escapesMarkup: true)
                #expect(try JSON(parsing: plain) == .string(text))
                #expect(try JSON(parsing: safe) == .string(text))
                #expect(!safe.contains { "<>&".utf8.contains($0) || $0 < 0x20 || $0 == 0x7F })
            }
        }
    }

    @Test("line separators beside text of other scripts are escaped for scripts only")
    func separators() throws {
        let text = "Grüße, \u{2028}日本語\u{2029} – \u{2027}\u{202A}"
        let safe = JSON.string(text).text(escapesMarkup: true)
        #expect(JSON.string(text).text() == "\"\(text)\"")
        #expect(safe == "\"Grüße, \\u2028日本語\\u2029 – \u{2027}\u{202A}\"")
    }
}
