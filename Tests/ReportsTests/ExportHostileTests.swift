import Core
import Reports
import Scanning
import Testing

/// Names and messages come from tools, branches and strangers: no report may carry out what they say.
struct ExportHostileTests {
    private static let names = [
        "<script>alert(1)</script>", "</pre></details><img src=x onerror=alert(1)>", "\"\u{301} onmouseover=\"alert(1)",
        "\u{1B}[2J\u{1B}]8;;http://evil.test\u{7}click\u{1B}]8;;\u{7}\u{9B}31m", "a\nb\r\nc\n\n# heading\n- item",
        "| a | b | `c` **d** @everyone #17 www.evil.test http://evil.test [x](http://y)",
        "{{title}} {{{title}}} {{#gates}}",
        String(decoding: [0x61, 0xFF, 0xC3, 0x28, 0xE2, 0x82] as [UInt8], as: UTF8.self), "\u{202E}gnp.exe", "",
    ]

    private func render(_ name: String, _ message: String, _ format: String) -> String {
        let summary = ExportSample.summary(overall: "fail", name: name, message: message)
        var bytes: [UInt8] = []
        switch format {
        case "html": HTMLReport.write(summary) { bytes += $0 }
        case "markdown": MarkdownReport.write(summary) { bytes += $0 }
        case "json": JSONReport.write(summary) { bytes += $0 }
        default: TextReport.write(summary) { bytes += $0 }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func hasControls(_ text: String) -> Bool {
        text.unicodeScalars.contains { scalar in
            scalar.value < 0x20 && scalar != "\n" && scalar != "\t" || (0x7F..<0xA0).contains(scalar.value)
                || (0x202A...0x202E).contains(scalar.value)
        }
    }

    @Test("HTML holds no element, attribute or template that a name brought in", arguments: names)
    func html(name: String) {
        let whole = render(name, name, "html")
        // What the page's own script unpacks is base64, and the script itself is always the same.
        let data = whole.firstRange(of: "<script type=\"text/plain\" id=\"data-")
        let page = String(whole.prefix(upTo: data?.lowerBound ?? whole.endIndex))
        #expect(!page.contains("<script") && !page.contains("<img"))
        // Byte-wise: a combining mark would hide the quote from a search by characters.
        #expect(
            !page.unicodeScalars.split(separator: "\"").contains {
                $0.starts(with: "\u{301} onmouseover".unicodeScalars)
            }
        )
        #expect(!hasControls(page))
        #expect(whole.utf8.count < 100_000)
        #expect(whole.hasSuffix("</html>\n"))
    }

    @Test("text on a terminal holds no escape sequence and no reordering mark", arguments: names)
    func text(name: String) {
        let text = render(name, name, "text")
        #expect(!hasControls(text))
        #expect(text.hasPrefix("FAIL  "))
    }

    @Test("Markdown keeps its tables and mentions nobody", arguments: names)
    func markdown(name: String) {
        let text = render(name, name, "markdown")
        #expect(!text.contains("<script") && !text.contains("<img") && !text.contains("@everyone"))
        #expect(!hasControls(text))
        for line in text.split(separator: "\n") where line.hasPrefix("| Tests") || line.contains("deploy-preview") {
            #expect(line.filter { $0 == "|" }.count == (line.hasPrefix("| Tests") ? 8 : 6))
        }
    }

    @Test("JSON stays JSON", arguments: names)
    func json(name: String) throws {
        let text = render(name, name, "json")
        #expect(!hasControls(text))
        let document = try JSON(parsing: text)
        #expect(document["tests"]?["failures"]?[0]?["title"]?.string?.hasPrefix("tests.api.test_prompts") == true)
    }

    @Test(
        "a message of a megabyte is cut, and says how much is missing",
        arguments: ["html", "markdown", "json", "text"]
    )
    func long(format: String) {
        let message = String(repeating: "é", count: 500_000)
        let text = render("x", message, format)
        #expect(text.utf8.count < 120_000)
        // Text is broken into lines, the last words of a message too.
        let words = text.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
        #expect(words.contains("… 498000 more characters"))
    }
}
