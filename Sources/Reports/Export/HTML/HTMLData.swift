import Core
import Scanning

/// What the page's script explores, as packed JSON in inert elements: lists by column, details by chunk.
///
/// By column, since equal things then lie side by side and pack well; in chunks, so that opening one test unpacks little.
struct HTMLData {
    /// Elements of a page by their ids: each holds base64 of raw DEFLATE of JSON.
    private(set) var blocks: [(id: String, text: [UInt8])] = []

    /// Details in a chunk.
    static let chunk = 256

    init(_ summary: RunSummary, _ details: RunDetails) {
        addTests(summary, details)
        addFindings(summary.reports.filter { $0.status != .error }, details.news)
        addCoverage(CoverageView(summary, listed: .max).files, details)
    }

    mutating func add(_ id: String, _ value: JSON) { add(id, value.serialized(.compact)) }

    mutating func add(_ id: String, _ json: [UInt8]) {
        guard let packed = Deflate.raw(json) else { return }
        blocks.append(("data-" + id, Array(Base64.encode(packed).utf8)))
    }

    /// The page's elements one after the other.
    func write<Failure: Error>(to write: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
        for block in blocks {
            try write(Array("<script type=\"text/plain\" id=\"\(block.id)\">".utf8))
            try write(block.text)
            try write(Array("</script>\n".utf8))
        }
    }
}

/// Texts that occur again and again: each is listed once, and named by its place.
struct TextList {
    private var places: [String: Int] = [:]
    private(set) var texts: [String] = []

    mutating func place(_ text: String) -> Int {
        if let place = places[text] { return place }
        places[text] = texts.count
        texts.append(text)
        return texts.count - 1
    }

    var json: JSON { JSON(texts.map { JSON($0) }) }
}

/// Columns of a list as JSON, written row by row: no value of its own for each of a million cells.
struct ColumnWriter {
    private var json = JSONWriter()

    init() { json.beginArray() }

    mutating func add(_ text: String) {
        json.beginElement()
        json.append(text)
    }

    mutating func add(_ number: Int) {
        json.beginElement()
        json.append(Int64(number))
    }

    mutating func addNull() {
        json.beginElement()
        json.append(JSON.null)
    }

    /// The whole array; nothing may be added afterwards.
    var bytes: [UInt8] {
        var json = json
        json.endArray()
        return json.bytes
    }

    /// An object of columns.
    static func object(_ columns: KeyValuePairs<String, [UInt8]>) -> [UInt8] {
        var bytes: [UInt8] = [UInt8(ascii: "{")]
        for (key, column) in columns {
            if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
            bytes += Array("\"\(key)\":".utf8)
            bytes += column
        }
        return bytes + [UInt8(ascii: "}")]
    }
}
