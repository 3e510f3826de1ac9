/// Which addresses a program must not be talked into asking: those of the machine and of the network around it.
package enum AddressGuard {
    /// Whether an address is none of the public network; 4 or 16 bytes.
    package static func isPrivate(_ bytes: [UInt8]) -> Bool {
        switch bytes.count {
        case 4: isPrivate4(bytes)
        case 16: isPrivate16(bytes)
        default: true
        }
    }

    private static func isPrivate4(_ bytes: [UInt8]) -> Bool {
        switch (bytes[0], bytes[1]) {
        case (0, _), (10, _), (127, _), (169, 254), (192, 168), (224..., _): true
        case (172, 16...31), (100, 64...127), (198, 18...19): true
        case (192, 0): bytes[2] == 0 || bytes[2] == 2
        case (198, 51): bytes[2] == 100
        case (203, 0): bytes[2] == 113
        default: false
        }
    }

    private static func isPrivate16(_ bytes: [UInt8]) -> Bool {
        let zeros = bytes.prefix(10).allSatisfy { $0 == 0 }
        // An address of version 4 in other clothes.
        if zeros, bytes[10] == bytes[11], bytes[10] == 0xFF || bytes[10] == 0 {
            return bytes[10] == 0 || isPrivate4(Array(bytes.suffix(4)))
        }
        if bytes.starts(with: [0x00, 0x64, 0xFF, 0x9B]) { return isPrivate4(Array(bytes.suffix(4))) }
        if bytes.starts(with: [0x20, 0x02]) { return isPrivate4(Array(bytes[2..<6])) }
        return bytes[0] & 0xFE == 0xFC || bytes[0] == 0xFF || (bytes[0] == 0xFE && bytes[1] & 0x80 == 0x80)
            || bytes.starts(with: [0x20, 0x01, 0x00, 0x00]) || bytes.starts(with: [0x20, 0x01, 0x0D, 0xB8])
    }
}
