import Core
import Scanning

/// Lines of a source file with what coverage says of each, and which of them are new.
struct MarkedSource {
    private let source: SourceText
    private let lines: FileLines

    init(_ source: SourceText, _ lines: FileLines) {
        self.source = source
        self.lines = lines
    }

    /// `{"lines": [[12, "m", "    return x"], …]}`: `h` covered, `m` missed, `H` and `M` the same of new lines, `n` new
    /// without code, a blank for the rest.
    var json: JSON {
        var marks: [Int: Bool] = [:]
        for line in lines { marks[Int(line.line)] = line.isCovered }
        return [
            "lines": .array(
                source.lines.map { line in
                    let isNew = source.new.contains(line.number)
                    let mark =
                        switch marks[line.number] {
                        case true: isNew ? "H" : "h"
                        case false: isNew ? "M" : "m"
                        case nil: isNew ? "n" : " "
                        }
                    return [JSON(line.number), JSON(mark), JSON(line.text)]
                }
            )
        ]
    }
}
