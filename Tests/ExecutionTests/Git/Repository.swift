import Core
import Glibc

@testable import Execution

/// A git repository of one test's own.
final class Repository: Sendable {
    let shop = Workshop()
    let environment: [String: String]

    init(_ arguments: [String] = ["-b", "main"]) {
        environment = [
            "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": shop.path, "GIT_CEILING_DIRECTORIES": "/tmp",
            "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "a",
            "GIT_COMMITTER_EMAIL": "a@example.org", "GIT_CONFIG_NOSYSTEM": "1",
        ]
        git(["init", "-q"] + arguments + ["."])
    }

    var path: String { shop.path }

    @discardableResult
    func git(_ arguments: [String]) -> String? {
        GitCommand(directory: path, environment: environment).output(arguments)
            .map { String(decoding: $0, as: UTF8.self) }
    }

    @discardableResult
    func git(_ arguments: String...) -> String? { git(arguments) }

    func write(_ text: String, to name: String) {
        var folder = ""
        for part in name.split(separator: "/").dropLast() {
            folder += folder.isEmpty ? String(part) : "/\(part)"
            shop.makeDirectory(folder)
        }
        shop.write(text, to: name)
    }

    func remove(_ name: String) { unlink("\(path)/\(name)") }

    func commit(_ message: String = "x") {
        git("add", "-A")
        git("commit", "-q", "--allow-empty", "-m", message)
    }

    func change(base: String? = nil, _ more: [String: String] = [:], before: String? = nil) -> GitChange.Found {
        GitChange(directory: path, environment: environment.merging(more) { $1 }, before: before).read(base: base)
    }
}

extension GitChange.Found {
    var files: [String: String] {
        guard case .change(let change) = self else { return [:] }
        return Dictionary(uniqueKeysWithValues: change.files.map { ($0.path, $0.words) })
    }

    var reason: String? { if case .unknown(let reason) = self { reason } else { nil } }
    var base: String? { if case .change(let change) = self { change.base } else { nil } }
}
