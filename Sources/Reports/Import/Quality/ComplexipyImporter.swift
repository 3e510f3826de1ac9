package import Core
package import Scanning

/// complexipy's JSON and CSV (`--output-format json`, `csv`): cognitive complexities by function.
///
/// Its SARIF lists only what exceeds a limit, and is read as SARIF.
package enum ComplexipyImporter: Importer {
    package static let format = FormatDescription(id: "complexipy", title: "complexipy JSON, CSV", feeds: .metrics)

    private static let header = ["Path", "File Name", "Function Name", "Cognitive Complexity"]

    package static func recognises(_ head: DocumentHead) -> Bool {
        if case .text(let line) = head.content {
            return line.equals("Path,File Name,Function Name,Cognitive Complexity")
        }
        return Set(head.elementKeys).isSuperset(of: ["complexity", "file_name", "function_name", "path"])
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        let start = DocumentHead.firstVisible(bytes)
        let isJSON = start < bytes.count && bytes[start] == UInt8(ascii: "[")
        let functions = isJSON ? try json(bytes) : try csv(bytes)
        functions.report("code_complexity.cognitive_complexity", into: &report)
    }

    private static func json(_ bytes: Bytes) throws(ScanError) -> FunctionComplexities {
        var functions = FunctionComplexities()
        var json = try JSONReader(bytes)
        try json.beginArray()
        while try json.nextElement() {
            guard try json.peek() == .object else { throw json.error("a function must be an object", at: json.offset) }
            let start = json.offset
            var (path, name) = ("", "")
            var complexity: Int?
            try json.beginObject()
            while let key = try json.nextKey() {
                switch key {
                case "path": path = try json.stringOrSkip() ?? ""
                case "function_name": name = try json.stringOrSkip() ?? ""
                case "complexity": complexity = try json.integerOrSkip()
                default: try json.skipValue()
                }
            }
            guard let complexity, (0...FunctionComplexities.limit).contains(complexity) else {
                throw json.error("a function without its complexity", at: start)
            }
            functions.add(complexity, name: name, file: path, line: nil)
        }
        try json.finish()
        return functions
    }

    private static func csv(_ bytes: Bytes) throws(ScanError) -> FunctionComplexities {
        guard bytes.last == 0x0A else {
            throw ScanError("the last line has no end: the file is cut short", at: bytes.count, in: bytes)
        }
        var functions = FunctionComplexities()
        var csv = CSVReader(bytes)
        var fields: [String] = []
        guard try csv.next(into: &fields), fields == header else {
            throw ScanError("the first line is not '\(header.joined(separator: ","))'", at: 0, in: bytes)
        }
        while try csv.next(into: &fields) {
            guard fields.count == header.count, let complexity = Int(fields[3]),
                (0...FunctionComplexities.limit).contains(complexity)
            else { throw ScanError("record at line \(csv.lineNumber) is not one of complexipy's", at: 0, in: bytes) }
            functions.add(complexity, name: fields[2], file: fields[0], line: nil)
        }
        return functions
    }
}
