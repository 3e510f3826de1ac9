package import Dashboard

/// A request as it came, whole.
package struct ServerRequest: Sendable {
    package var method: String
    /// As it came.
    package let target: String
    /// The same without the query.
    package var path: String
    package var query: Query
    package var headers: [Header]
    package var body: [UInt8]
    /// Who is at the other end of the connection; empty where that is not known.
    package var peer: String

    package init(
        _ method: String,
        _ target: String,
        headers: [Header] = [],
        body: [UInt8] = [],
        peer: String = ""
    ) {
        self.method = method
        self.target = target
        let mark = target.firstIndex(of: "?")
        path = String(target[..<(mark ?? target.endIndex)])
        query = Query(mark.map { String(target[target.index(after: $0)...]) } ?? "")
        self.headers = headers
        self.body = body
        self.peer = peer
    }

    /// The value of a header; nil where it is not there, or there several times with different values.
    package subscript(name: String) -> String? {
        let found = Set(headers.filter { $0.name.lowercased() == name }.map(\.value))
        return found.count == 1 ? found.first : nil
    }

    /// The value of a cookie; nil where it is not there, or there twice.
    package func cookie(_ name: String) -> String? {
        let pairs = (self["cookie"] ?? "").split(separator: ";").map { $0.drop { $0 == " " } }
        let found = pairs.filter { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.utf8.count + 1)) }
        return found.count == 1 ? found.first : nil
    }

    /// The fields of a form that a page has sent; empty for anything else.
    package var form: Query {
        guard self["content-type"]?.lowercased().hasPrefix("application/x-www-form-urlencoded") == true else {
            return Query()
        }
        return Query(String(decoding: body, as: UTF8.self))
    }
}

package struct Header: Sendable, Hashable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// What is answered.
package struct ServerResponse: Sendable {
    package enum Body: Sendable {
        case bytes([UInt8])
        /// As long as it goes on.
        case stream(AsyncStream<[UInt8]>)
    }

    package var status: Int
    package var headers: [Header]
    package var body: Body

    package init(_ status: Int, type: String, _ body: [UInt8], headers: [Header] = []) {
        self.status = status
        self.headers = [Header("content-type", type)] + headers
        self.body = .bytes(body)
    }

    package init(_ status: Int, type: String, _ text: String, headers: [Header] = []) {
        self.init(status, type: type, Array(text.utf8), headers: headers)
    }

    package subscript(name: String) -> String? { headers.last { $0.name == name }?.value }

    /// The bytes of a body that is no stream.
    package var bytes: [UInt8] { if case .bytes(let bytes) = body { bytes } else { [] } }
}
