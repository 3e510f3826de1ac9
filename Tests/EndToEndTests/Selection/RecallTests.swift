import Glibc
import Scanning
import TestSupport
import Testing

/// A language in which a project of modules and tests is written down.
enum ModuleLanguage: String, CaseIterable, CustomTestStringConvertible {
    case shell
    case python
    case node
    case c

    var testDescription: String { rawValue }

    var tool: String {
        switch self {
        case .shell: "sh"
        case .python: "python3"
        case .node: "node"
        case .c: "gcc"
        }
    }

    var ending: String {
        switch self {
        case .shell: "sh"
        case .python: "py"
        case .node: "js"
        case .c: "c"
        }
    }

    func path(_ module: Int) -> String { self == .c ? "src/m\(module).h" : "src/m\(module).\(ending)" }

    /// What runs one test, whose file is `$t`.
    var command: String {
        switch self {
        case .shell: "sh \"$t\""
        case .python: "python3 \"$t\""
        case .node: "node \"$t\""
        case .c: "gcc -o \"out/bin-{unit}\" \"$t\" && \"out/bin-{unit}\""
        }
    }

    /// A module that is a number and the sum of those that it imports.
    func module(_ index: Int, _ value: Int, imports: [Int]) -> String {
        let sum = ([String(value)] + imports.map { self == .shell ? "M\($0)" : self == .c ? "M\($0)" : "v\($0)" })
            .joined(separator: " + ")
        switch self {
        case .shell: return imports.map { ". ./src/m\($0).sh\n" }.joined() + "M\(index)=$((\(sum)))\n"
        case .python: return imports.map { "from m\($0) import v as v\($0)\n" }.joined() + "v = \(sum)\n"
        case .node: return imports.map { "const v\($0) = require('./m\($0).js').v\n" }.joined() + "exports.v = \(sum)\n"
        case .c:
            return "#pragma once\n" + imports.map { "#include \"m\($0).h\"\n" }.joined()
                + "#define M\(index) (\(sum))\n"
        }
    }

    func test(_ module: Int, is value: Int) -> String {
        switch self {
        case .shell: ". ./src/m\(module).sh\n[ \"$M\(module)\" = \(value) ]\n"
        case .python: "import sys\nsys.path.insert(0, 'src')\nfrom m\(module) import v\nassert v == \(value)\n"
        case .node: "process.exit(require('../src/m\(module).js').v === \(value) ? 0 : 1)\n"
        case .c: "#include \"../src/m\(module).h\"\nint main(void) { return M\(module) == \(value) ? 0 : 1; }\n"
        }
    }
}

@Suite("Selection: whatever a change breaks is among what it selects")
struct RecallTests {
    @Test(
        "random projects in four languages, random edits, real runs: no failing test is left out",
        arguments: ModuleLanguage.allCases
    )
    func recall(language: ModuleLanguage) throws {
        guard Tools.has(language.tool) else { return print("skipped: no \(language.tool)") }
        var chance = SeededGenerator(seed: 7)
        let count = 8
        var (values, imports) = ([Int](), [[Int]]())
        for index in 0..<count {
            values.append(chance.below(50))
            imports.append(index == 0 ? [] : (0..<index).filter { _ in chance.below(3) == 0 })
        }
        let project = SelectionProject(
            """
            pipeline: {stages: [{name: s, steps: [unit]}]}
            steps:
              unit:
                tests: t/*.\(language.ending)
                run: |
                  mkdir -p out
                  for t in "$@"; do \(language.command); done
                  echo "<testsuite><testcase name='{unit}'/></testsuite>" > out/{unit}.xml
                reports: ["out/{unit}.xml"]
            """
        )
        for index in 0..<count {
            project.folder.write(
                language.module(index, values[index], imports: imports[index]),
                to: language.path(index)
            )
            project.folder.write(
                language.test(index, is: value(of: index, values, imports)),
                to: "t/test\(index).\(language.ending)"
            )
        }
        project.commit("all")
        let learned = project.assay(["run", "--learn"])
        #expect(learned.code == 0, "\(learned.err)")
        var selected = 0
        let edits = 6
        for edit in 0..<edits {
            let edited = chance.below(count)
            let text = language.module(edited, values[edited] + 1, imports: imports[edited])
            switch edit % 4 {
            case 0: project.folder.write(text, to: language.path(edited))
            case 1: project.git("rm", "-q", language.path(edited))
            case 2: project.git("mv", language.path(edited), "src/moved")
            default:
                // A link that leads to something else.
                project.folder.write(text, to: "src/other")
                unlink("\(project.folder.path)/\(language.path(edited))")
                symlink("other", "\(project.folder.path)/\(language.path(edited))")
            }
            let answer = try project.select(["--base", "HEAD"])
            let chosen = project.tests(answer)
            #expect(answer["all"]?.bool == false, "\(answer["reason"] ?? .null)")
            let broken = Set(
                (0..<count).filter { reaches($0, edited, imports) }.map { "t/test\($0).\(language.ending)" }
            )
            #expect(chosen.isSuperset(of: broken), "edit \(edit) of m\(edited): \(broken.subtracting(chosen))")
            selected += chosen.count
            project.git("reset", "-q", "--hard")
            project.git("clean", "-q", "-f", "src")
        }
        // Not by choosing everything.
        #expect(selected < edits * count)
    }

    private func value(of index: Int, _ values: [Int], _ imports: [[Int]]) -> Int {
        values[index] + imports[index].reduce(0) { $0 + value(of: $1, values, imports) }
    }

    private func reaches(_ module: Int, _ target: Int, _ imports: [[Int]]) -> Bool {
        module == target || imports[module].contains { reaches($0, target, imports) }
    }
}
