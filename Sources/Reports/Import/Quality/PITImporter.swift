package import Core
package import Scanning

/// PIT's `mutations.xml`.
package enum PITImporter: Importer {
    package static let format = FormatDescription(id: "pit", title: "PIT XML", feeds: .metrics)

    package static func recognises(_ head: DocumentHead) -> Bool { head.root?.name == "mutations" }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var xml = try XMLScanner(bytes)
        var tally = MutationTally()
        while true {
            switch try xml.nextTag() {
            case .start(let name, _):
                let local = xml.localName(name)
                if xml.depth == 1 {
                    guard local.equals("mutations") else {
                        throw xml.error("the root element is not PIT's (mutations)", at: name.start)
                    }
                    if xml.string("partial") == "true" { report.note("PIT calls the report partial") }
                } else if xml.depth == 2, local.equals("mutation") {
                    try mutation(&xml, at: name.start, into: &tally)
                }
            case .end, .text: break
            case .eof:
                tally.report(into: &report)
                return
            }
        }
    }

    private static func mutation(
        _ xml: inout XMLScanner,
        at offset: Int,
        into tally: inout MutationTally
    ) throws(ScanError) {
        let word = xml.string("status") ?? ""
        guard let status = statuses[word] else {
            let shown = Text.clean(word, limit: 40)
            throw xml.error("a mutation with the unknown status '\(shown)'", at: offset)
        }
        var source = ""
        var type = ""
        var line: Int?
        var what = ""
        let level = xml.depth
        reading: while true {
            switch try xml.nextTag() {
            case .start(let name, _):
                let local = xml.localName(name).string
                let text = try xml.readText(limit: 1_024).trimmed
                switch local {
                case "sourceFile": source = text
                case "mutatedClass": type = text
                case "lineNumber": line = Int(text)
                case "description": what = text
                default: break
                }
            case .end where xml.depth < level: break reading
            case .eof: break reading
            default: break
            }
        }
        tally.add(status, file: path(source, in: type), line: line, what: what.isEmpty ? type : what)
    }

    /// The file is named alone; its package is the class's.
    private static func path(_ file: String, in type: String) -> String? {
        guard !file.isEmpty else { return nil }
        let package = type.split(separator: ".").dropLast().joined(separator: "/")
        return package.isEmpty ? file : "\(package)/\(file)"
    }

    /// PIT counts mutants that do not load, run out of memory or break the run as detected; here they are not valid.
    private static let statuses: [String: MutationTally.Status] = [
        "KILLED": .killed, "TIMED_OUT": .timeout, "SURVIVED": .survived, "NO_COVERAGE": .noCoverage,
        "NON_VIABLE": .compileError, "MEMORY_ERROR": .runtimeError, "RUN_ERROR": .runtimeError,
        "NOT_STARTED": .pending, "STARTED": .pending,
    ]
}

extension String {
    /// Without white space at either end.
    fileprivate var trimmed: String {
        var text = self
        return text.withUTF8 { Bytes($0).trimmed().string }
    }
}
