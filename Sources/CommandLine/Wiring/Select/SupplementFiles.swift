import Core
import Engine
import Glibc
import History
import Scanning
import Selection

/// Finds the files that classes of the Java world are written in.
private struct ClassFiles {
    private let byName: [Substring: [String]]

    init(_ files: [String]) {
        let endings = [".java", ".kt", ".scala", ".groovy"]
        let sources = files.filter { file in endings.contains(where: file.hasSuffix) }
        byName = Dictionary(grouping: sources) { file in
            file[(file.lastIndex(of: "/").map(file.index(after:)) ?? file.startIndex)...].prefix { $0 != "." }
        }
    }

    /// `com/acme/Pay$Part` is written in `…/com/acme/Pay.java`.
    func files(ofClass name: String) -> [String] {
        let outer = name.prefix { $0 != "$" && $0 != "#" && $0 != "(" && $0 != "[" }
        let last = outer.split(separator: "/").last ?? outer
        return (byName[last] ?? []).filter { file in
            let stem = file[..<(file.lastIndex(of: ".") ?? file.endIndex)]
            return stem == outer || stem.hasSuffix("/" + outer)
        }
    }
}

/// What other tools say of which tests a change needs, in the forms that they write: it adds tests, and leaves none out.
struct SupplementFiles {
    let root: String
    let steps: [StepWork]
    /// Every file of the project.
    let files: [String]

    /// More bytes than this are no such answer.
    private static let limit = 256 << 20

    /// Reads files that a person named; one that says nothing is an error.
    func read(_ paths: [String]) throws -> Supplements {
        var supplements = Supplements()
        for path in paths {
            let file: MappedFile
            do throws(FileError) { file = try MappedFile(path: path) } catch {
                throw CommandFailure(.usage, "--also \(path): \(error.message)")
            }
            guard file.size <= Self.limit else { throw CommandFailure(.usage, "--also \(path): it is too large") }
            let bytes = file.withBytes { Array($0) }
            if bytes.starts(with: "SQLite format 3".utf8) {
                try addContexts(path, to: &supplements)
            } else if Self.isTracefile(bytes) {
                addTracefile(bytes, to: &supplements)
            } else if JaCoCoSessions.recognises(bytes) {
                try addSessions(bytes, path, to: &supplements)
            } else if let packages = GoListing.packages(bytes) {
                for (file, names) in GoPackages(packages, root: root).covered {
                    for name in names { cover(file, by: name, &supplements) }
                }
            } else {
                addNames(bytes, tool: path, to: &supplements)
            }
        }
        return supplements
    }

    // MARK: coverage.py

    private func addContexts(_ path: String, to supplements: inout Supplements) throws {
        do throws(HistoryError) {
            for (file, contexts) in try CoverageContexts.read(path) {
                for context in contexts { cover(file, by: String(context.prefix { $0 != "|" }), &supplements) }
            }
        } catch {
            throw CommandFailure(.usage, "--also \(path): \(error)")
        }
    }

    // MARK: JaCoCo

    /// Sessions are called as tests are; files are found by the names of their classes.
    private func addSessions(_ bytes: [UInt8], _ path: String, to supplements: inout Supplements) throws {
        guard let sessions = JaCoCoSessions.read(bytes) else {
            throw CommandFailure(.usage, "--also \(path): an exec file of JaCoCo that is cut or damaged")
        }
        let sources = ClassFiles(files)
        for (session, classes) in sessions {
            let names = [session] + sources.files(ofClass: session.replacing(".", with: "/"))
            for file in classes.flatMap(sources.files(ofClass:)) {
                for name in names { cover(file, by: name, &supplements) }
            }
        }
    }

    // MARK: LCOV

    private static func isTracefile(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: "TN:".utf8) || bytes.starts(with: "SF:".utf8)
    }

    private func addTracefile(_ bytes: [UInt8], to supplements: inout Supplements) {
        var test = ""
        var file: String?
        var isReached = false
        for line in bytes.split(separator: 0x0A) {
            let text = { (count: Int) in String(decoding: line.dropFirst(count), as: UTF8.self) }
            if line.starts(with: "TN:".utf8) {
                test = text(3)
            } else if line.starts(with: "SF:".utf8) {
                (file, isReached) = (text(3), false)
            } else if line.starts(with: "DA:".utf8) {
                let parts = line.dropFirst(3).split(separator: UInt8(ascii: ","))
                if parts.count >= 2, parts[1].contains(where: { $0 != UInt8(ascii: "0") }) { isReached = true }
            } else if line.starts(with: "end_of_record".utf8), isReached, !test.isEmpty, let file {
                cover(file, by: test, &supplements)
            }
        }
    }

    // MARK: Names of tests

    /// Names one a line, or a list of JSON: what `jest --listTests --findRelatedTests`, `bazel-diff` and their like print.
    private func addNames(_ bytes: [UInt8], tool: String, to supplements: inout Supplements) {
        let value = try? JSON(parsing: bytes)
        let names = value?.array?.compactMap(\.string) ?? ChangeList.names(in: bytes)
        for name in names { for test in tests(named: name) { supplements.named[test] = tool } }
    }

    private func cover(_ file: String, by name: String, _ supplements: inout Supplements) {
        let path = relative(file)
        for test in tests(named: name) { supplements.covered[path, default: []].insert(test) }
    }

    /// The listed tests that a name of another tool means: the test itself, or the file that it is in.
    private func tests(named name: String) -> [String] {
        let plain = relative(name)
        let end = plain.firstRange(of: "::")?.lowerBound ?? plain.endIndex
        let file = String(plain[..<end])
        return steps.flatMap { step -> [String] in
            let listed = known[step.name] ?? []
            return [plain, file].unique.flatMap { name -> [String] in
                let own = name.hasPrefix(step.folder) ? String(name.dropFirst(step.folder.count)) : name
                return [name, own, "./" + own].unique
            }.unique.filter(listed.contains)
        }.unique
    }

    private let known: [String: Set<String>]

    init(root: String, steps: [StepWork], files: [String] = []) {
        self.root = root
        self.steps = steps
        self.files = files
        known = Dictionary(steps.map { ($0.name, Set($0.tests ?? [])) }) { first, _ in first }
    }

    private func relative(_ path: String) -> String {
        path.hasPrefix(root + "/")
            ? String(path.dropFirst(root.count + 1)) : path.hasPrefix("./") ? String(path.dropFirst(2)) : path
    }
}
