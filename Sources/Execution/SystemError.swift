import Glibc

/// Words for an `errno` value: a lowercase fragment such as `no space left on device`.
func systemError(_ code: Int32) -> String {
    let text = String(cString: strerror(code))
    return text.prefix(1).lowercased() + text.dropFirst()
}
