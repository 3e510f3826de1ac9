import Core
import Execution
import Glibc
import Releasing
import Remote
import Scanning

/// Reads samples, one JSON object a line: `time`, `requests`, `errors`, `response_time`.
struct SampleSource: LiveSource {
    let settings: WatchSettings
    /// All samples; nil where there is no answer.
    let read: @Sendable () async -> [UInt8]?

    func window(until end: Double, length: Double) async -> LiveWindow {
        guard let bytes = await read() else { return LiveWindow(end: end, problem: "the samples cannot be read") }
        var window = LiveWindow(end: end)
        var newest = -Double.infinity
        for line in bytes.split(separator: 0x0A) {
            guard let sample = try? JSON(parsing: Array(line)), let time = sample["time"]?.double else {
                return LiveWindow(end: end, problem: "a sample is no JSON object with a time")
            }
            newest = time <= end ? max(newest, time) : newest
            guard time > end - length, time <= end else { continue }
            if let requests = sample["requests"]?.double { window.requests = (window.requests ?? 0) + requests }
            if let errors = sample["errors"]?.double { window.errors = (window.errors ?? 0) + errors }
            // Percentiles are never averaged: the worst one stands for the window.
            if let time = sample["response_time"]?.double { window.responseTime = max(window.responseTime ?? 0, time) }
        }
        if newest == -Double.infinity { window.problem = "no sample came in" }
        if newest > -Double.infinity, end - newest > 2 * settings.scrapeInterval {
            window.problem = "the newest sample is \(Int(end - newest)) s old"
        }
        return window
    }

    static func bytes(_ path: String) -> [UInt8]? {
        guard let file = try? MappedFile(path: path), file.size <= 64 << 20 else { return nil }
        return file.withBytes { Array($0) }
    }
}

/// Asks an address once a window, and keeps what came.
struct ProbeSource: LiveSource {
    let url: RemoteURL
    /// Of the samples.
    let path: String
    let samples: SampleSource
    let now: @Sendable () -> Double

    func window(until end: Double, length: Double) async -> LiveWindow {
        let begun = now()
        // What lies in the past nobody can ask any more.
        if begun - end < 60 {
            let transport = NIOTransport(timeout: 10, patience: 10)
            let answer = try? await transport.send(HTTPRequest("GET", url), limit: 1 << 20)
            let isWell = answer.map { $0.status < 500 } ?? false
            let sample: JSON = [
                "time": JSON(end), "requests": 1, "errors": JSON(isWell ? 0 : 1), "response_time": JSON(now() - begun),
            ]
            append(sample.serialized() + [0x0A])
        }
        return await samples.window(until: end, length: length)
    }

    private func append(_ bytes: [UInt8]) {
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard file >= 0 else { return }
        defer { close(file) }
        _ = bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    }
}
