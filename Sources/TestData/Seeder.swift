import Core
import Engine
import Remote
import Scanning

/// Carries out seeds one after the other; the first that fails is the end, with what was asked and answered.
struct Seeder {
    let tool: DataTool
    let transport: any HTTPTransport
    let access: EnvironmentAccess
    /// The kind of steps, as its key is called.
    let name: String
    /// Values of earlier answers, by their names.
    private(set) var values: [String: String] = [:]

    /// The longest answer that is taken in, in bytes.
    private static let limit = 16 << 20

    init(tool: DataTool, transport: any HTTPTransport, access: EnvironmentAccess, name: String) {
        self.tool = tool
        self.transport = transport
        self.access = access
        self.name = name
    }

    mutating func run(_ seeds: [DataSeed]) async throws(LaunchError) {
        for (place, seed) in seeds.enumerated() {
            let log = "data-\(name)-\(place + 1).log"
            switch seed {
            case .arguments(let words):
                var arguments: [String] = []
                for word in words { arguments.append(try text(word)) }
                try await command(arguments, seed, place, log)
            case .script(let script): try await command(["sh", "-euc", try text(script)], seed, place, log)
            case .request(let request): try await send(request, place)
            }
        }
    }

    private func command(
        _ arguments: [String],
        _ seed: DataSeed,
        _ place: Int,
        _ log: String
    ) async throws(LaunchError) {
        let ended = try await tool.run(arguments, access.variables, log: log)
        guard !ended.isSuccess else { return }
        let lines = ended.output.split(separator: "\n", omittingEmptySubsequences: false).suffix(20).map(String.init)
        throw LaunchError(
            "seed \(place + 1) of \(name) failed: \(seed.words) (\(Self.words(ended.status)))",
            details: ["its output: logs/\(log)"] + lines
        )
    }

    private static func words(_ status: ProcessEnd.Status) -> String {
        switch status {
        case .exited(let code): "exit code \(code)"
        case .signalled(let number): "signal \(number)"
        }
    }

    // MARK: Requests

    private mutating func send(_ seed: SeedRequest, _ place: Int) async throws(LaunchError) {
        let address = try text(seed.url)
        func failure(_ reason: String, _ details: [String] = []) -> LaunchError {
            LaunchError("seed \(place + 1) of \(name) failed: \(seed.method) \(address): \(reason)", details: details)
        }
        guard let url = RemoteURL(address) else { throw failure("this is no address of http or https") }
        var headers: [HTTPRequest.Header] = []
        for (name, value) in seed.headers.sorted(by: { $0.key < $1.key }) {
            headers.append(HTTPRequest.Header(name, try text(value)))
        }
        var body = ""
        if let written = seed.body { body = try text(written, isJSON: seed.isJSON) }
        if seed.isJSON, !headers.contains(where: { $0.name.lowercased() == "content-type" }) {
            headers.append(HTTPRequest.Header("Content-Type", "application/json"))
        }
        let request = HTTPRequest(seed.method, url, headers: headers, body: Array(body.utf8))
        let response: HTTPResponse
        do throws(HTTPFailure) { response = try await transport.send(request, limit: Self.limit) } catch {
            throw failure(error.reason, shown(body, nil))
        }
        guard seed.accepts(response.status) else {
            throw failure("answered with status \(response.status)", shown(body, response.body))
        }
        guard !seed.saves.isEmpty else { return }
        let answer = response.body.withUnsafeBytes { try? JSON(parsing: $0) }
        for (name, path) in seed.saves.sorted(by: { $0.key < $1.key }) {
            guard let value = answer.flatMap({ Self.value($0, path) }) else {
                throw failure("the answer has nothing at '\(path)' for '\(name)'", shown(body, response.body))
            }
            values[name] = value.string ?? value.text()
        }
    }

    private func shown(_ request: String, _ answer: [UInt8]?) -> [String] {
        var lines: [String] = []
        if !request.isEmpty { lines.append("the request: \(request.prefix(1_000))") }
        if let answer { lines.append("the answer: \(String(decoding: answer.prefix(1_000), as: UTF8.self))") }
        return lines
    }

    private static func value(_ json: JSON, _ path: String) -> JSON? {
        var value = json
        for part in path.split(separator: ".").prefix(64) {
            guard let inner = value[String(part)] ?? Int(part).flatMap({ value[$0] }) else { return nil }
            value = inner
        }
        return value
    }

    // MARK: Placeholders

    /// The text with values of earlier answers (`{data.NAME}`) and of services in place of their names.
    private func text(_ text: String, isJSON: Bool = false) throws(LaunchError) -> String {
        var result = Substitution(access.values).text(text)
        for (name, value) in values {
            let own = isJSON ? Self.escaped(value) : value
            result = Self.replaced(result, "{data.\(name)}", own)
        }
        if let start = Self.place(of: "{data.", in: Array(result.utf8), from: 0) {
            let rest = String(decoding: Array(result.utf8)[start...].prefix(60), as: UTF8.self)
            throw LaunchError("\(rest.prefix { $0 != "}" })}: no seed before it saves that value")
        }
        return result
    }

    private static func replaced(_ text: String, _ name: String, _ value: String) -> String {
        let (bytes, wanted) = (Array(text.utf8), Array(name.utf8))
        var (output, start) = ([UInt8](), 0)
        while let found = place(of: name, in: bytes, from: start) {
            output += bytes[start..<found]
            output += Array(value.utf8)
            start = found + wanted.count
        }
        output += bytes[start...]
        return String(decoding: output, as: UTF8.self)
    }

    private static func place(of name: String, in bytes: [UInt8], from start: Int) -> Int? {
        let wanted = Array(name.utf8)
        guard bytes.count >= wanted.count else { return nil }
        return (start...max(start, bytes.count - wanted.count)).first {
            bytes[$0...].starts(with: wanted)
        }
    }

    private static func escaped(_ value: String) -> String {
        String(JSON.string(value).text().dropFirst().dropLast())
    }
}
