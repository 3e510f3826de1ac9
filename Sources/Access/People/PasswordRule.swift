/// Which passwords are taken: long ones that are not the first that anybody tries.
///
/// What they are made of is nobody's business.
package enum PasswordRule {
    package static let shortest = 12
    package static let longest = 256

    /// What is wrong with it, for its owner; nil for nothing.
    package static func problem(with password: String, name: String) -> String? {
        guard password.count >= shortest else { return "A password has at least \(shortest) characters." }
        guard password.utf8.count <= longest else { return "A password has at most \(longest) bytes." }
        let low = password.lowercased()
        guard name.isEmpty || low != name.lowercased() else { return "The password is the name." }
        guard !isRepetitive(low), !isRun(low), !common.contains(low) else {
            return "This password is among the first that anybody tries."
        }
        return nil
    }

    /// Made of one short piece again and again.
    private static func isRepetitive(_ text: String) -> Bool {
        let letters = Array(text)
        return (1...4).contains { period in
            letters.indices.allSatisfy { letters[$0] == letters[$0 % period] }
        }
    }

    /// Each letter the one behind the last, as `abcdef` or `987654`.
    private static func isRun(_ text: String) -> Bool {
        let codes = text.unicodeScalars.map { Int($0.value) }
        let steps = Set(zip(codes, codes.dropFirst()).map { $1 - $0 })
        return steps.isSubset(of: [1, -9]) || steps.isSubset(of: [-1, 9])
    }

    private static let common: Set<String> = [
        "passwordpassword", "password1234", "password12345", "password123456", "administrator", "qwertyuiop12",
        "qwertyuiop123", "qwertyuiopas", "qwertyuiopasdf", "letmeinletmein", "changemechangeme", "iloveyou1234",
        "welcome12345", "welcome123456", "adminadmin123", "1q2w3e4r5t6y", "1qaz2wsx3edc", "assayassayassay",
        "correcthorsebatterystaple", "passw0rd1234", "p@ssw0rd1234", "p@ssword1234", "qwerty123456", "trustno1trustno1",
    ]
}
