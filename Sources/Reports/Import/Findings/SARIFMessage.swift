import Scanning

/// A message's text, or the id under which its rule keeps it (§3.11).
struct SARIFMessage {
    var text: String?
    var id: String?

    static func read(_ json: inout JSONReader) throws(ScanError) -> SARIFMessage {
        var message = SARIFMessage()
        guard try JSONText.isObject(&json) else { return message }
        var markdown: String?
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "text": message.text = try JSONText.read(&json, limit: 1_000)
            case "markdown": markdown = try JSONText.read(&json, limit: 1_000)
            case "id": message.id = try JSONText.read(&json, limit: 200)
            default: try json.skipValue()
            }
        }
        message.text = message.text ?? markdown
        return message
    }
}
