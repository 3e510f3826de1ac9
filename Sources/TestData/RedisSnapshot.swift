import Engine
import Glibc
import Scanning

/// Snapshots of a Redis database: every value as the server dumps it, in a file.
struct RedisSnapshot: Sendable {
    let point: ServicePoint

    /// A value with its key, and the milliseconds that it has yet; 0 for one that stays.
    private struct Entry {
        var key: [UInt8]
        var life: Int
        var dump: [UInt8]
    }

    private static let mark = Array("assay redis 1\n".utf8)

    /// Writes all values of the database to a file: how many there are.
    func take(to path: String) throws(LaunchError) -> Int {
        do throws(RedisConnection.Problem) {
            var connection = try RedisConnection(host: point.host, port: point.port)
            var output = Self.mark
            var (cursor, count) = ("0", 0)
            repeat {
                guard let page = try connection.call("SCAN", cursor, "COUNT", "1000").list, page.count == 2,
                    let next = page[0].bytes
                else { throw RedisConnection.Problem(message: "an answer that is none of Redis'") }
                let keys = (page[1].list ?? []).compactMap(\.bytes)
                try connection.send(keys.flatMap { [[Array("DUMP".utf8), $0], [Array("PTTL".utf8), $0]] })
                for key in keys {
                    let (dump, life) = (try connection.reply(), try connection.reply())
                    // What has run out meanwhile is not there any more.
                    guard let dump = dump.bytes else { continue }
                    count += 1
                    Self.append(key, to: &output)
                    Self.append(Array("\(max(0, life.number ?? 0))".utf8), to: &output)
                    Self.append(dump, to: &output)
                }
                cursor = String(decoding: next, as: UTF8.self)
            } while cursor != "0"
            guard Self.write(output, path) else { throw RedisConnection.Problem(message: "\(path) cannot be written") }
            return count
        } catch {
            throw LaunchError("no snapshot can be taken of service \"\(point.name)\" (Redis): \(error.message)")
        }
    }

    /// Takes the database back to what the file holds.
    func restore(from path: String) throws(LaunchError) {
        do throws(RedisConnection.Problem) {
            let entries = try Self.entries(path)
            var connection = try RedisConnection(host: point.host, port: point.port)
            _ = try connection.call("FLUSHDB")
            var start = 0
            while start < entries.count {
                let part = entries[start..<min(start + 500, entries.count)]
                try connection.send(
                    part.map {
                        [Array("RESTORE".utf8), $0.key, Array("\($0.life)".utf8), $0.dump, Array("REPLACE".utf8)]
                    }
                )
                for _ in part { _ = try connection.reply() }
                start += 500
            }
        } catch {
            throw LaunchError(
                "the snapshot cannot be restored in service \"\(point.name)\" (Redis): \(error.message)"
            )
        }
    }

    // MARK: The file

    private static func append(_ bytes: [UInt8], to output: inout [UInt8]) {
        output += Array("\(bytes.count)\n".utf8)
        output += bytes
    }

    private static func write(_ bytes: [UInt8], _ path: String) -> Bool {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { return false }
        defer { close(file) }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            written += count
        }
        return true
    }

    private static func entries(_ path: String) throws(RedisConnection.Problem) -> [Entry] {
        let damaged = RedisConnection.Problem(message: "\(path) is damaged")
        do {
            return try MappedFile(path: path).withBytes { bytes in
                guard bytes.starts(with: mark) else { throw damaged }
                var (place, parts) = (mark.count, [[UInt8]]())
                while place < bytes.count {
                    var count = 0
                    while place < bytes.count, bytes[place] != 0x0A {
                        guard (0x30...0x39).contains(bytes[place]), count < 1 << 40 else { throw damaged }
                        count = count * 10 + Int(bytes[place] - 0x30)
                        place += 1
                    }
                    place += 1
                    guard place + count <= bytes.count else { throw damaged }
                    parts.append(Array(bytes[place..<(place + count)]))
                    place += count
                }
                guard parts.count % 3 == 0 else { throw damaged }
                return stride(from: 0, to: parts.count, by: 3).map {
                    Entry(
                        key: parts[$0],
                        life: Int(String(decoding: parts[$0 + 1], as: UTF8.self)) ?? 0,
                        dump: parts[$0 + 2]
                    )
                }
            }
        } catch {
            throw damaged
        }
    }
}
