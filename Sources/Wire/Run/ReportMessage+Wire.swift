package import Core
package import Scanning

extension ReportMessage: Wired {
    package static var blank: ReportMessage { ReportMessage(.note, "") }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields(required: "severity", &severity)
        try fields("text", &text)
        try fields("line", &line)
        try fields("column", &column)
        try fields("offset", &offset)
        var gap = gap
        var isContradictory = weight == .contradictory
        try fields("incomplete", &gap)
        try fields(flag: "contradictory", &isContradictory)
        weight = gap.map(Weight.incomplete) ?? (isContradictory ? .contradictory : .none)
    }
}

extension ReportMessage.Part: Wired {
    package static var blank: ReportMessage.Part { ReportMessage.Part() }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields("category", &category)
        try fields("tool", &tool)
        try fields("files", &files)
    }
}
