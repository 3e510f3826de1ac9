import Configuration
import Core
import Testing

@Suite("Commands and globs that do something else than they seem to")
struct CommandCheckTests {
    private func warnings(_ keys: String) -> [String] {
        let loaded = load("steps:\n  t:\n    \(keys)\n", partial: true)
        #expect(loaded.lines(.error) == [])
        return loaded.diagnostics.filter { $0.severity == .warning }.map(\.message)
    }

    @Test(
        "shell syntax in an argument vector reaches the command as text",
        arguments: ["'|'", "'&&'", "'>'", "'2>&1'", "$HOME", "'${HOME}'", "$(pwd)"]
    )
    func vector(_ word: String) {
        #expect(warnings("run: [pytest, \(word), x]").first?.contains("no shell reads an argument vector") == true)
    }

    @Test(
        "what is a command's own language is none of a shell",
        arguments: ["'a|b'", "'{print $1}'", "'*.py'", "--x=$y"]
    )
    func noSyntax(_ word: String) {
        #expect(warnings("run: [awk, \(word)]") == [])
    }

    @Test(
        "what sh takes for something else, or loses, is told with what helps",
        arguments: [
            ("make test | tee log", "`| tee`"), ("if [[ -n x ]]; then exit 7; fi", "[[ is bash"),
            ("set -o pipefail; a | b", "pipefail is bash"), ("source ./env.sh", "source is bash"),
            ("for i in {1..3}; do echo $i; done", "{1..3} is bash"), ("a=(1 2); echo x", "an array is bash"),
            ("cat <<< word", "<<< is bash"), ("diff <(a) <(b)", "<(…) is bash"),
            ("function f { a; }", "function is bash"),
        ]
    )
    func bash(_ script: String, _ words: String) {
        let found = warnings("run: '\(script)'")
        #expect(found.count == 1)
        #expect(found.first?.contains(words) == true, "\(found)")
        #expect(found.first?.contains("`shell: bash`") == true)
    }

    @Test(
        "a script for sh is none for bash by what it quotes, compares or copies",
        arguments: [
            "echo \"[[ | tee\"", "[ -n \"$X\" ] && echo y", "cp -r source target", "x=$(date); echo $x",
            "echo a # then | tee it", "tee log < a | cat",
        ]
    )
    func plain(_ script: String) {
        #expect(warnings("run: |\n      \(script)") == [])
    }

    @Test("a variable in a glob is no variable, and a folder in brackets is a set of characters")
    func globs() {
        #expect(warnings("run: [x]\n    reports: $OUT/r.xml").first?.contains("no variable is replaced") == true)
        let bracketed = warnings("run: [x]\n    reports: [{path: \"app/[id]/u.xml\"}]")
        #expect(bracketed.first?.contains("a folder of that name is '[[]id]'") == true)
        #expect(warnings("run: [x]\n    inputs: [\"a[0-9].py\", \"app/[[]id]/u.xml\"]") == [])
    }

    @Test("a format that nobody reads is an error where the formats are known")
    func formats() {
        let text = "steps: {t: {run: [x], reports: [{path: r, format: junti}]}}\n"
        let loader = ConfigurationLoader(root: "/project", formats: ["junit", "lcov"]) { _ in .success(Array(text.utf8))
        }
        #expect(
            loader.load("assay.yaml", partial: true).lines(.error) == [
                "1:51 'junti' is no format that is read; `assay list formats` lists them [junit]"
            ]
        )
    }
}
