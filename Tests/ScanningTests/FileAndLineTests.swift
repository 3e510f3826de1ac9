import Glibc
import Scanning
import TestSupport
import Testing

@Suite("files")
struct MappedFileTests {
    @Test("files are read whole, whether copied or mapped", arguments: [0, 1, 1 << 20, (1 << 20) + 1, 3 << 20])
    func sizes(_ size: Int) throws {
        let folder = TemporaryFolder()
        let content = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let file = try MappedFile(path: folder.write(content, to: "file"))
        #expect(file.size == size)
        #expect(file.modifiedAt > 1_700_000_000_000_000_000)
        #expect(file.withBytes { $0.elementsEqual(content) })
        try file.verifyUnchanged()
        folder.write(content + [1], to: "file")
        #expect(throws: FileError.self) { try file.verifyUnchanged() }
    }

    @Test("what is not a regular file is an error at once: nothing waits")
    func irregular() throws {
        let folder = TemporaryFolder()
        let directory = folder.path
        #expect(mkfifo(directory + "/fifo", 0o600) == 0)
        let samples = [
            (directory + "/fifo", "is a FIFO (a named pipe); only regular files can be read"),
            (directory, "is a directory; name a file in it"),
            ("/dev/zero", "is a device; only regular files can be read"),
            (
                directory + "/none",
                "no such file or directory; check the path, and that the step which writes it has run"
            ),
        ]
        for (path, expected) in samples {
            let error = #expect(throws: FileError.self) { try MappedFile(path: path) }
            #expect(error?.description == "\(path): \(expected)")
        }
    }
}

@Suite("lines, fields and numbers")
struct LineTests {
    @Test(
        "lines end at LF or CRLF, and a last one needs no end",
        arguments: [
            ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\r\n\nb", ["a", "", "b"]), ("\n", [""]),
            ("\u{FEFF}a\rb\n", ["a\rb"]),
        ] as [(String, [String])]
    )
    func lines(text: String, expected: [String]) {
        Array(text.utf8).withUnsafeBytes { bytes in
            var scanner = LineScanner(bytes)
            var lines: [String] = []
            while let line = scanner.next() { lines.append(line.string) }
            #expect(lines == expected)
            #expect(scanner.lineNumber == expected.count)
        }
    }

    @Test("fields are cut at every separator")
    func fields() {
        Array("a,,b,".utf8).withUnsafeBytes { bytes in
            var scanner = FieldScanner(bytes, separator: UInt8(ascii: ","))
            var fields: [String] = []
            while let field = scanner.next() { fields.append(field.string) }
            #expect(fields == ["a", "", "b", ""])
        }
    }

    @Test(
        "numbers are read, anything else is nil",
        arguments: [
            ("12", 12, 12), ("-9223372036854775808", Int.min, -9.223372036854775808e18),
            ("9223372036854775808", nil, 9.223372036854775808e18), ("+3", 3, 3), ("", nil, nil), ("-", nil, nil),
            ("1.5", nil, 1.5), (".5", nil, 0.5), ("5.", nil, 5), ("1e3", nil, 1000), ("1e", nil, nil),
            ("nan", nil, nil),
            ("0x10", nil, nil), ("1e999", nil, nil), ("1 ", nil, nil), ("0.1", nil, 0.1), ("8.41e21", nil, 8.41e21),
            ("0e99999999999999999999", nil, nil), ("9007199254740993", 9007199254740993, 9007199254740992),
            ("1e99999", nil, nil), (".", nil, nil), ("1e-400", nil, 0), ("-0.0", nil, -0.0),
        ] as [(String, Int?, Double?)]
    )
    func numbers(text: String, integer: Int?, double: Double?) {
        Array(text.utf8).withUnsafeBytes { bytes in
            #expect(bytes.parseInt() == integer)
            #expect(bytes.parseDouble() == double)
        }
    }

    @Test("decimals of any length read as the standard library reads them")
    func decimals() {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<20_000 {
            let digits = String(generator.next() >> UInt64.random(in: 0..<60, using: &generator))
            let text = "\(digits).\(generator.next() % 1000)e\(Int.random(in: -30...30, using: &generator))"
            Array(text.utf8).withUnsafeBytes { #expect($0.parseDouble() == Double(text), "\(text)") }
        }
    }

    @Test("CSV fields may hold separators, quotes and line ends")
    func csv() throws {
        try lend("\u{FEFF}a,\"b,\"\"c\"\"\nd\"\r\n\r\n,\n\"x\"y") { bytes throws in
            var reader = CSVReader(bytes)
            var fields: [String] = []
            #expect(try reader.next(into: &fields))
            #expect(fields == ["a", "b,\"c\"\nd"])
            #expect(reader.lineNumber == 1)
            #expect(try reader.next(into: &fields))
            #expect(fields == ["", ""])
            #expect(reader.lineNumber == 4)
            let error = #expect(throws: ScanError.self) { try reader.next(into: &fields) }
            #expect(error?.description == "line 5, column 4: text behind a closing quote")
        }
    }

    @Test(
        "text for people is printable, whatever the bytes",
        arguments: [
            ("plain é 😀\n\tx", "plain é 😀\n\tx"), ("\u{1B}[31mred\u{1B}[0m", "red"), ("a\u{1B}]0;title\u{7}b", "ab"),
            ("a\u{1B}]8;;http://x\u{1B}\\b", "ab"), ("bell\u{7} nul\0", "bell nul"), ("a\r\nb\rc", "a\nb\nc"),
            ("\u{202E}evil\u{9B}", "evil"), ("\u{1B}", ""), ("\u{1B}[", ""), ("\u{1B}(Bx", "x"),
        ]
    )
    func lossy(text: String, expected: String) {
        Array(text.utf8).withUnsafeBytes { #expect(Text.lossy($0) == expected) }
    }

    @Test("invalid bytes are replaced, and a limit cuts between characters")
    func bounded() {
        ([0x61, 0xFF, 0xC3, 0x62] as [UInt8]).withUnsafeBytes { #expect(Text.lossy($0) == "a\u{FFFD}\u{FFFD}b") }
        Array("ééé".utf8).withUnsafeBytes { #expect(Text.lossy($0, limit: 3) == "éé…") }
    }
}
