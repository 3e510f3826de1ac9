import Scanning

extension StubResponse {
    /// The answer with its templates filled in.
    func answer(_ source: Template.Source) -> MockAnswer {
        var headers = headers.map { MockRequest.Field($0.name, $0.value.text(source)) }
        let body: [UInt8]
        var kind: String?
        switch self.body {
        case .none, .file: body = []
        case .text(let template):
            body = Array(template.text(source).utf8)
            kind = "text/plain; charset=utf-8"
        case .json(let template):
            body = template.json(source).serialized()
            kind = "application/json"
        case .bytes(let bytes): body = bytes
        }
        if let kind, !headers.contains(where: { $0.name.lowercased() == "content-type" }) {
            headers.append(MockRequest.Field("content-type", kind))
        }
        return MockAnswer(status: status, headers: headers, body: body)
    }
}
