import Scanning
import Testing

@Suite("XML scanner")
struct XMLScannerTests {
    @Test(
        "a well-formed document gives its events in order",
        arguments: [
            ("<a/>", ["<a", "/a"]),
            ("\u{FEFF}<?xml version='1.0'?>\n<!-- c --><a x='1' y = \"2\"></a >\n<?pi?>", ["<a x=1 y=2", "/a"]),
            ("<a>x<b/>y</a>", ["<a", "'x", "<b", "/b", "'y", "/a"]),
            ("<a>1 &lt; 2 &amp;&#65;&#x1F600;\r\nz</a>", ["<a", "'1 < 2 &A😀\nz", "/a"]),
            ("<a b='&quot;&apos;\n\t&#10;'/>", ["<a b=\"'  \n", "/a"]),
            ("<a><![CDATA[ <&]] ]]]></a>", ["<a", "' <&]] ]", "/a"]),
            ("<j:a j:b='é'>ü€😀</j:a>", ["<j:a j:b=é", "'ü€😀", "/j:a"]),
            ("<ärger ö='1'/>", ["<ärger ö=1", "/ärger"]),
            ("<!DOCTYPE a SYSTEM \"http://example.org/[x>.dtd\" [<!ELEMENT a (b)><!-- ]> -->]><a/>", ["<a", "/a"]),
            ("<!DOCTYPE a [<!ENTITY x \"]>\"><!ENTITY % p SYSTEM 'file:///etc/passwd'>]><a/>", ["<a", "/a"]),
            ("<a x='1' y='2'/>", ["<a x=1 y=2", "/a"]),
        ]
    )
    func wellFormed(document: String, expected: [String]) {
        let scan = events(document)
        #expect(scan.error == nil)
        #expect(scan.events == expected)
    }

    @Test("what is not well-formed is an error at its very byte", arguments: malformed)
    func malformedDocument(_ sample: Malformed) throws {
        let error = try #require(events(sample.document).error)
        #expect(error.message == sample.message)
        #expect([error.offset, error.line, error.column] == [sample.offset, sample.line, sample.column])
    }

    static let malformed: [Malformed] = [
        Malformed("", 0, 1, 1, "no root element: the document is empty"),
        Malformed(" \n", 2, 2, 1, "no root element: the document is empty"),
        Malformed("<a>\n<b>\n", 8, 3, 1, "the document ends inside element 'b', opened at line 2, column 1"),
        Malformed("<a>\n</b>", 4, 2, 1, "end tag 'b' does not close 'a', opened at line 1, column 1"),
        Malformed("</a>", 0, 1, 1, "an end tag without a start tag"),
        Malformed("<a/><b/>", 4, 1, 5, "a second root element; a document has exactly one"),
        Malformed("<a/>\nx", 5, 2, 1, "text after the root element: 'x'"),
        Malformed("{\"a\": 1}", 0, 1, 1, "text before the root element: '{'"),
        Malformed("<a x='1' y='2' x='3'/>", 15, 1, 16, "attribute 'x' occurs twice in one tag"),
        Malformed("<a x='1'y='2'/>", 8, 1, 9, "expected a space, '>' or '/>' in a tag, found 'y'"),
        Malformed("<a x/>", 4, 1, 5, "expected '=' after attribute 'x', found '/'"),
        Malformed("<a x=1/>", 5, 1, 6, "expected a quoted value for attribute 'x', found '1'"),
        Malformed("<a x='<'/>", 6, 1, 7, "'<' in an attribute value must be written '&lt;'"),
        Malformed("<a x='1", 7, 1, 8, "the document ends where the closing quote of an attribute value was expected"),
        Malformed("<a /b>", 4, 1, 5, "expected '>' after '/' in a tag, found 'b'"),
        Malformed("<1/>", 1, 1, 2, "expected an element name, found '1'"),
        Malformed("<a>é\n é & b</a>", 10, 2, 4, "'&' must be written '&amp;'"),
        Malformed(
            "<?XML version='1.0'?><a/>",
            0,
            1,
            1,
            "'XML' is a reserved name; an XML declaration begins with '<?xml'"
        ),
        Malformed(
            "<a> 1 > 0 x]]> </a>",
            11,
            1,
            12,
            "']]>' in text must be written ']]&gt;': a CDATA section is not opened here"
        ),
        Malformed("<a>&nbsp;</a>", 3, 1, 4, "unknown entity 'nbsp'; XML itself has only amp, lt, gt, quot and apos"),
        Malformed(
            "<a>&#0;</a>",
            3,
            1,
            4,
            "a character reference must be '&#N;' or '&#xH;' with a character XML allows"
        ),
        Malformed("<a>x\0y</a>", 4, 1, 5, "a NUL byte is not allowed in XML"),
        Malformed("<a b='0123456789abcdef\u{1B}[0m'/>", 22, 1, 23, "control character 0x1B is not allowed in XML"),
        Malformed("<a><!-- x -- y --></a>", 10, 1, 11, "'--' inside a comment"),
        Malformed("<a><!-- x", 3, 1, 4, "a comment is not closed by '-->'"),
        Malformed("<a><![CDATA[x]]", 3, 1, 4, "a CDATA section is not closed by ']]>'"),
        Malformed("<a><?pi ", 3, 1, 4, "a processing instruction is not closed by '?>'"),
        Malformed(
            "<a><?pi\"x?></a>",
            7,
            1,
            8,
            "expected a space behind the name of a processing instruction, found '\"'"
        ),
        Malformed("<?xml versio='1'?><a/>", 5, 1, 6, "an XML declaration begins with version=\"1.0\""),
        Malformed("<?xml version='2.0'?><a/>", 15, 1, 16, "XML of version '2.0' cannot be read"),
        Malformed("<?xml version='1.0' standalone='so'?><a/>", 32, 1, 33, "standalone is yes or no"),
        Malformed("<?xml version='1.0' x='1'?><a/>", 20, 1, 21, "expected '?>' in the XML declaration, found 'x'"),
        Malformed("<?xml version=1.0?><a/>", 14, 1, 15, "expected a quoted value for 'version'"),
        Malformed("<a><?xml version='1.0'?></a>", 3, 1, 4, "an XML declaration is allowed at the beginning only"),
        Malformed("<!DOCTYPE a [<!ENTITY", 21, 1, 22, "the document ends where the name of an entity was expected"),
        Malformed([0x3C, 0x61, 0x3E, 0xC3, 0x28], 3, 1, 4, "invalid UTF-8: byte 0xC3"),
        Malformed([0x3C, 0x61, 0x3E, 0xED, 0xA0, 0x80], 3, 1, 4, "invalid UTF-8: byte 0xED"),
        Malformed([0x3C, 0x61, 0x3E, 0xEF, 0xBF, 0xBF], 3, 1, 4, "character U+FFFF is not allowed in XML"),
        Malformed(
            "<?xml version='1.0' encoding='EBCDIC'?><a/>",
            30,
            1,
            31,
            "encoding 'ebcdic' is not supported; UTF-8, UTF-16, ISO-8859-1, windows-1252 and US-ASCII can be read"
        ),
    ]

    @Test("a document cut at any byte never scans to its end")
    func truncation() {
        let whole = Array(
            """
            <?xml version="1.0" encoding="UTF-8"?><!DOCTYPE s SYSTEM "x.dtd" [<!ENTITY e "v">]><!-- c -->
            <testsuites><testsuite name='ä &amp; b' tests="2"><testcase name="one" time="0.5"/>
            <testcase name="two"><failure message="no">trace &#10; é</failure><![CDATA[ raw ]]></testcase>
            </testsuite></testsuites>
            """.utf8
        )
        #expect(events(whole).error == nil)
        for length in 0..<whole.count {
            #expect(events(Array(whole.prefix(length))).error != nil, "cut behind \(length) bytes")
        }
    }

    @Test("one changed byte never traps, and an error repeats itself")
    func mutation() {
        let whole = Array("<a b='1' c=\"&lt;\"><!--x--><d>é&#9;</d><![CDATA[]]]]><?p q?></a>".utf8)
        for index in whole.indices {
            for byte in [0, 0x09, 0x22, 0x26, 0x27, 0x2D, 0x2F, 0x3C, 0x3E, 0x41, 0x5D, 0x80, 0xC3, 0xFF] as [UInt8] {
                var changed = whole
                changed[index] = byte
                _ = events(changed)
            }
        }
        Array("<a></b>".utf8).withUnsafeBytes { bytes in
            var errors: [ScanError] = []
            do throws(ScanError) {
                var xml = try XMLScanner(bytes)
                while errors.count < 3 {
                    do throws(ScanError) { _ = try xml.next() } catch { errors.append(error) }
                }
            } catch {
                Issue.record(error)
            }
            #expect(Set(errors).count == 1)
        }
    }

    @Test("10,000 levels are read, one more is an error")
    func depth() {
        func nested(_ depth: Int) -> String {
            String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
        }
        #expect(events(nested(10_000)).events.count == 20_000)
        #expect(events(nested(10_001)).error?.message == "elements are nested deeper than 10000")
        #expect(events(nested(10_001)).error?.offset == 30_000)
    }

    @Test("an attribute of one megabyte and a tag of 50,000 attributes are read")
    func large() {
        let value = String(repeating: "0123456789", count: 100_000)
        #expect(events("<a b='\(value)'/>").events == ["<a b=" + value, "/a"])
        let many = (0..<50_000).map { " a\($0)='\($0)'" }.joined()
        #expect(events("<a\(many)/>").error == nil)
        #expect(events("<a\(many) a77='x'/>").error?.message == "attribute 'a77' occurs twice in one tag")
    }

    @Test("attributes remembered from earlier tags do not hide a duplicate")
    func duplicatesAcrossTags() {
        let document = "<r><a x='1' name='2' z='3'/><b name='1'/><a name='1' name='2'/></r>"
        #expect(events(document).error?.message == "attribute 'name' occurs twice in one tag")
        #expect(events("<r><a x='1' y='2'/><a x='1' x='2'/></r>").error?.offset == 28)
        #expect(events("<r><ab/><abc/><ab/></r>").error == nil)
    }

    @Test("declared entities are never expanded: bombs and external entities are errors at their use")
    func entities() {
        let bomb = """
            <!DOCTYPE a [<!ENTITY x "xx"><!ENTITY y "&x;&x;&x;&x;&x;"><!ENTITY z '&y;&y;&y;&y;'>]>
            <a>&z;</a>
            """
        #expect(
            events(bomb).error?.description
                == "line 2, column 4: entity 'z' is declared in the document; Assay never expands or fetches entities"
        )
        let external = "<!DOCTYPE a [<!ENTITY xxe SYSTEM \"file:///etc/passwd\">]><a b='&xxe;'/>"
        #expect(
            events(external).error?.message
                == "entity 'xxe' is declared in the document; Assay never expands or fetches entities"
        )
    }

    @Test("UTF-16 in either order, windows-1252 and latin1 read as the same text")
    func encodings() {
        let text = "<?xml version='1.0' encoding='ENC'?><a b='é'>ü 😀</a>"
        let utf16 = text.replacing("ENC", with: "UTF-16").utf16
        let little = utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        let big = utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        for document in [[0xFF, 0xFE] + little, [0xFE, 0xFF] + big, little, big] {
            #expect(events(document).events == ["<a b=é", "'ü 😀", "/a"])
        }
        #expect(events([0xFF, 0xFE] + little.dropLast()).error != nil)
        for name in ["ISO-8859-1", "latin1", "Windows-1252", "us-ascii", "ANSI_X3.4-1968", "csISOLatin1"] {
            let head = Array("<?xml version='1.0' encoding='\(name)'?><a>".utf8)
            #expect(events(head + [0xFC, 0x80] + Array("</a>".utf8)).events == ["<a", "'ü€", "/a"])
        }
    }

    @Test("attributes are read as numbers where they are numbers")
    func attributes() throws {
        try lend("<t time=' 1.5 ' n='12' bad='x' inf='NaN'>a<b>c</b><![CDATA[<d>]]></t>") { bytes in
            var xml = try XMLScanner(bytes)
            _ = try xml.next()
            #expect(xml.double("time") == 1.5)
            #expect(xml.integer("n") == 12)
            #expect(xml.integer("bad") == nil)
            #expect(xml.double("inf") == nil)
            #expect(xml.string("none") == nil)
            #expect(try xml.readText() == "ac<d>")
            #expect(try xml.next() == .eof)
        }
    }
}
