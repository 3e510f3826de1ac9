package import Core
package import Scanning

/// What `llvm-cov export` writes as JSON (versions 2 and 3), for C, C++, Rust and Swift.
package enum LLVMCoverageImporter: Importer {
    package static let format = FormatDescription(id: "llvm-cov", title: "llvm-cov JSON export", feeds: .coverage)

    package static func recognises(_ head: DocumentHead) -> Bool {
        // Keys may come in any order, and `type` alone is no sign.
        guard head.member("data") != nil, head.member("type") != nil, head.member("version") != nil else {
            return false
        }
        return head.members?.allSatisfy { ["data", "type", "version", "cargo_llvm_cov"].contains($0.key) } == true
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var json = try JSONReader(bytes)
        var reader = LLVMCoverageReader()
        var type: String?
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "type": type = try json.stringOrSkip()
            case "data": try reader.readExports(&json)
            default: try json.skipValue()
            }
        }
        try json.finish()
        guard type == "llvm.coverage.json.export" else {
            throw json.error("'type' is not 'llvm.coverage.json.export'", at: 0)
        }
        reader.report(into: &report)
    }
}
