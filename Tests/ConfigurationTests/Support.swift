import Configuration
import Core
import Glibc
import Testing

/// A configuration in memory: one loader over files given by name.
func load(_ files: [String: String], _ path: String = "assay.yaml", partial: Bool = false) -> ConfigurationLoader.Loaded
{
    ConfigurationLoader(root: "/project") { name in
        let key = name.hasPrefix("/project/") ? String(name.dropFirst("/project/".count)) : name
        return files[key].map { .success(Array($0.utf8)) } ?? .failure(.init("no such file or directory"))
    }.load(path, partial: partial)
}

func load(_ text: String, partial: Bool = false) -> ConfigurationLoader.Loaded {
    load(["assay.yaml": text], partial: partial)
}

func load(bytes: [UInt8]) -> ConfigurationLoader.Loaded {
    ConfigurationLoader(root: "/project") { _ in .success(bytes) }.load("assay.yaml")
}

extension ConfigurationLoader.Loaded {
    /// Diagnostics of one severity as `line:column message [suggestion]`.
    func lines(_ severity: Diagnostic.Severity) -> [String] {
        diagnostics.filter { $0.severity == severity }.map {
            "\($0.location.line):\($0.location.column) \($0.message)" + ($0.suggestion.map { " [\($0)]" } ?? "")
        }
    }
}

/// Files beside the project that the tests read where they are there.
enum Shared {
    /// The folder with the specification; nil where it is absent.
    static let specification: String? = {
        if let named = getenv("ASSAY_SPEC") { return String(cString: named) }
        guard let real = realpath(#filePath, nil) else { return nil }
        defer { free(real) }
        var parts = String(cString: real).split(separator: "/")
        while !parts.isEmpty {
            parts.removeLast()
            let candidate = "/" + parts.joined(separator: "/") + "/shared/spec"
            if access(candidate + "/guide.md", R_OK) == 0 { return candidate }
        }
        return nil
    }()

    static func text(_ name: String) -> String? {
        specification.flatMap { read("\($0)/\(name)") }
    }

    static func read(_ path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Every YAML block of the guide.
    static let guideBlocks: [GuideBlock] = text("guide.md").map(GuideBlock.blocks) ?? []
}

/// A YAML block of a Markdown file, and the line that its first line stands at.
struct GuideBlock: Sendable, CustomTestStringConvertible {
    var line: Int
    var text: String

    var testDescription: String { "the block at line \(line)" }

    static func blocks(of markdown: String) -> [GuideBlock] {
        var blocks: [GuideBlock] = []
        var open: (line: Int, text: [Substring])?
        for (index, line) in markdown.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if let current = open {
                if line == "```" {
                    blocks.append(GuideBlock(line: current.line, text: current.text.joined(separator: "\n") + "\n"))
                    open = nil
                } else {
                    open?.text.append(line)
                }
            } else if line == "```yaml" {
                open = (index + 2, [])
            }
        }
        return blocks
    }
}
