package import Scanning

/// A container engine that speaks the Docker Engine API over its UNIX socket: Docker, or podman's service.
///
/// Every call holds up its thread.
package struct ContainerEngine: Sendable, Hashable {
    package let socket: String

    package init(socket: String) { self.socket = socket }

    /// Spoken since Docker 19.03 and podman 3.
    private static let version = "/v1.40"
    /// Longer than any answer takes that does not wait for a container itself.
    private static let patience = 60

    /// Sends a request and takes its answer in as a whole.
    private func call(
        _ method: String,
        _ path: String,
        _ json: JSON? = nil,
        body: [UInt8] = [],
        seconds: Int? = ContainerEngine.patience
    ) throws(EngineError) -> [UInt8] {
        let connection = try EngineConnection(socket, seconds: seconds)
        let type = json == nil ? "application/x-tar" : "application/json"
        try connection.send(
            method,
            Self.version + path,
            json?.serialized(.compact) ?? body,
            type: type,
            upgrade: false
        )
        let (status, fields) = try connection.head()
        // 204 and 304 have no body.
        let answer = status == 204 || status == 304 ? [] : try connection.body(fields)
        guard (200..<300).contains(status) || status == 304 else { throw Self.error(status, answer) }
        return answer
    }

    private static func error(_ status: Int, _ answer: [UInt8]) -> EngineError {
        let json = try? JSON(parsing: answer)
        let message = json?["message"]?.string ?? json?["cause"]?.string ?? "HTTP status \(status)"
        return EngineError(status == 404 ? .notFound : .other, clean(message))
    }

    /// One line without anything that moves a cursor.
    private static func clean(_ text: String) -> String {
        let bytes = text.utf8.prefix(2000).map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func document(_ bytes: [UInt8]) throws(EngineError) -> JSON {
        do throws(ScanError) { return try JSON(parsing: bytes) } catch {
            throw EngineError(.other, "the answer is no JSON")
        }
    }

    /// What the engine says of itself.
    package func info() throws(EngineError) -> JSON { try document(try call("GET", "/info", seconds: 20)) }

    // MARK: Images

    /// nil where the engine has no such image.
    package func image(_ name: String) throws(EngineError) -> ContainerImageFacts? {
        do throws(EngineError) {
            return ContainerImageFacts(try document(try call("GET", "/images/\(Self.escaped(name))/json")))
        } catch {
            if error.kind == .notFound { return nil }
            throw error
        }
    }

    /// Fetches an image from its registry.
    package func pull(_ name: String) throws(EngineError) {
        let slash = name.lastIndex(of: "/") ?? name.startIndex
        let isWhole = name[slash...].contains(":") || name.contains("@")
        let reference = isWhole ? name : "\(name):latest"
        let answer = try call("POST", "/images/create?fromImage=\(Self.escaped(reference))", seconds: 600)
        // A failure comes in the middle of what went well.
        for line in answer.split(separator: 0x0A) {
            guard let json = try? JSON(parsing: Array(line)), let problem = json["error"]?.string else { continue }
            throw EngineError(.other, Self.clean(problem))
        }
    }

    /// Podman gives what is imported this tag, whatever it is told.
    private static let machineImage = "assay-machine:latest"

    /// An image without any file, for containers that see this machine's, which is made where it is not there yet.
    package func machineImage() throws(EngineError) -> ContainerImageFacts {
        if let facts = try image(Self.machineImage) { return facts }
        // The end of an archive is two blocks of zeros.
        let empty = [UInt8](repeating: 0, count: 1024)
        _ = try call("POST", "/images/create?fromSrc=-&repo=assay-machine&tag=latest", body: empty)
        guard let facts = try image(Self.machineImage) else {
            throw EngineError(.other, "the empty image was made, and is not there")
        }
        return facts
    }

    // MARK: Containers

    package func create(_ name: String, _ request: JSON) throws(EngineError) -> String {
        let answer = try document(try call("POST", "/containers/create?name=\(Self.escaped(name))", request))
        guard let id = answer["Id"]?.string else { throw EngineError(.other, "the answer has no id") }
        return id
    }

    package func start(_ id: String) throws(EngineError) { _ = try call("POST", "/containers/\(id)/start") }

    /// Sends a signal; one that has ended stays so.
    package func kill(_ id: String, signal: String) throws(EngineError) {
        _ = try call("POST", "/containers/\(id)/kill?signal=\(signal)")
    }

    package func inspect(_ id: String) throws(EngineError) -> JSON {
        try document(try call("GET", "/containers/\(Self.escaped(id))/json"))
    }

    /// Ends a container and takes it away with its volumes; one that is gone already is fine.
    package func remove(_ id: String) throws(EngineError) {
        do throws(EngineError) {
            _ = try call("DELETE", "/containers/\(Self.escaped(id))?force=true&v=true")
        } catch {
            if error.kind != .notFound { throw error }
        }
    }

    /// The ids of all containers with a label, running or not.
    package func containers(label: String, _ value: String) throws(EngineError) -> [String] {
        let filters: JSON = ["label": [JSON("\(label)=\(value)")]]
        let text = String(decoding: filters.serialized(.compact), as: UTF8.self)
        let answer = try document(try call("GET", "/containers/json?all=true&filters=\(Self.escaped(text))"))
        return (answer.array ?? []).compactMap { $0["Id"]?.string }
    }

    /// The connection over which a container's output comes, from its first byte where it has not started yet.
    func attach(_ id: String) throws(EngineError) -> EngineConnection {
        let path = "\(Self.version)/containers/\(id)/attach?stream=1&stdout=1&stderr=1"
        return try bare(path, nil)
    }

    /// The connection that answers when a container has ended.
    func waiting(_ id: String) throws(EngineError) -> EngineConnection {
        let connection = try EngineConnection(socket, seconds: nil)
        try connection.send("POST", "\(Self.version)/containers/\(id)/wait", [], type: "", upgrade: false)
        return connection
    }

    private func bare(_ path: String, _ json: JSON?) throws(EngineError) -> EngineConnection {
        let connection = try EngineConnection(socket, seconds: nil)
        try connection.send(
            "POST",
            path,
            json?.serialized(.compact) ?? [],
            type: "application/json",
            upgrade: true
        )
        let (status, fields) = try connection.head()
        guard status == 101 || status == 200 else { throw Self.error(status, try connection.body(fields)) }
        return connection
    }

    // MARK: Commands in containers

    /// Runs a command in a container, hands on its output, and returns its exit code.
    package func execute(
        _ command: [String],
        in id: String,
        _ output: (_ isError: Bool, ArraySlice<UInt8>) -> Void
    ) throws(EngineError) -> Int {
        let request: JSON = [
            "AttachStdout": true, "AttachStderr": true, "Cmd": JSON(command.map { JSON($0) }),
        ]
        let made = try document(try call("POST", "/containers/\(Self.escaped(id))/exec", request))
        guard let exec = made["Id"]?.string else { throw EngineError(.other, "the answer has no id") }
        let connection = try bare("\(Self.version)/exec/\(exec)/start", ["Detach": false, "Tty": false])
        var frames = LogFrames()
        while case let piece = try connection.piece(), !piece.isEmpty { frames.take(piece[...], output) }
        return try document(try call("GET", "/exec/\(exec)/json"))["ExitCode"]?.int ?? 1
    }

    /// A name in an address, where `/` and `:` may stand as they are.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for byte in text.utf8 {
            let isPlain =
                (0x30...0x3A).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || [0x2D, 0x2E, 0x2F, 0x5F, 0x7E, 0x40].contains(byte)
            if isPlain {
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                escaped += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return escaped
    }
}
