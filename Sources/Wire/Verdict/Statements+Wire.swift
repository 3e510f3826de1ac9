package import Core
package import Scanning

extension AttestedStatement: Wired {
    package static var blank: AttestedStatement {
        AttestedStatement(file: "", key: "", signer: "", role: "", text: "", issued: 0, expires: 0)
    }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields("file", &file)
        try fields("key", &key)
        try fields(required: "signer", &signer)
        try fields("role", &role)
        try fields("statement", &text)
        try fields("evidence", &evidence)
        try fields("issued", &issued)
        try fields(required: "expires", &expires)
    }
}

extension Waiver: Wired {
    package static var blank: Waiver {
        Waiver(path: "", owner: "", reason: "", expires: CalendarDay.epoch)
    }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields(required: "path", &path)
        try fields("labels", &labels)
        try fields("finding", &finding)
        try fields(required: "owner", &owner)
        try fields(required: "reason", &reason)
        try fields(required: "expires", &expires)
        try fields("location", &location)
    }
}
