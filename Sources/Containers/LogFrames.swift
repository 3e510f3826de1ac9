/// Takes apart the stream in which an engine sends standard output and standard error: frames with a head of eight bytes.
package struct LogFrames: Sendable {
    private var head: [UInt8] = []
    /// Bytes that are still to come of the current frame.
    private var left = 0
    /// Whether the current frame is of standard error.
    private var isError = false

    package init() {}

    /// Hands on what the bytes hold, in its order.
    package mutating func take(_ bytes: ArraySlice<UInt8>, _ body: (_ isError: Bool, ArraySlice<UInt8>) -> Void) {
        var rest = bytes
        while !rest.isEmpty {
            if left > 0 {
                let part = rest.prefix(left)
                left -= part.count
                rest = rest.dropFirst(part.count)
                body(isError, part)
                continue
            }
            let part = rest.prefix(8 - head.count)
            head += part
            rest = rest.dropFirst(part.count)
            guard head.count == 8 else { return }
            isError = head[0] == 2
            left = head[4...].reduce(0) { $0 << 8 | Int($1) }
            head.removeAll(keepingCapacity: true)
        }
    }
}
