import Testing

@testable import CommandLine

@Suite("What a terminal can show")
struct TerminalTests {
    @Test(
        "colour is as the user's variables say, else as the output is a terminal",
        arguments: [
            ([:], true, true), ([:], false, false), (["NO_COLOR": "1"], true, false), (["NO_COLOR": ""], true, true),
            (["FORCE_COLOR": "1"], false, true), (["FORCE_COLOR": "0"], true, false),
            (["FORCE_COLOR": "3", "NO_COLOR": "1"], true, false), (["CLICOLOR": "0"], true, false),
            (["CLICOLOR": "1"], false, false), (["CLICOLOR_FORCE": "1"], false, true),
            (["CLICOLOR_FORCE": "0"], false, false),
        ] as [([String: String], Bool, Bool)]
    )
    func colour(variables: [String: String], isTerminal: Bool, expected: Bool) {
        #expect(Terminal.isColoured(isTerminal: isTerminal) { variables[$0] } == expected)
    }

    @Test("rows take more lines in a window that has become narrower, and never more than it has")
    func narrowed() {
        let rows = ["  ████ 1/2", String(repeating: "x", count: 99), "日本語"]
        #expect(StatusArea(columns: 100, lines: 24).height(of: rows) == 3)
        #expect(StatusArea(columns: 45, lines: 24).height(of: rows) == 5)
        #expect(StatusArea(columns: 5, lines: 4).height(of: rows) == 3)
        #expect(StatusArea(columns: 100, lines: 3).fitting(rows).count == 2)
        #expect(StatusArea.width(of: "\u{1B}[2m日本\u{1B}[0m x") == 6)
    }
}
