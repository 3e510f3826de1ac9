/// What is said to an SMTP server, answer by answer: a state machine without a connection.
package struct MailConversation: Sendable {
    package struct Letter: Sendable {
        package var from: String
        package var to: [String]
        /// Head and body, lines ended by CR LF.
        package var text: String
        package var user: String?
        package var password: String?
        package var asksForTLS: Bool
        package var isSecure: Bool

        package init(
            from: String,
            to: [String],
            text: String,
            user: String? = nil,
            password: String? = nil,
            asksForTLS: Bool,
            isSecure: Bool
        ) {
            self.from = from
            self.to = to
            self.text = text
            self.user = user
            self.password = password
            self.asksForTLS = asksForTLS
            self.isSecure = isSecure
        }
    }

    package enum Move: Sendable, Hashable {
        case say(String)
        /// The connection is to be made secure, and the conversation begun anew.
        case secure
        case done
        /// Worth another attempt.
        case later(String)
        case refused(String)
    }

    private enum State { case greeting, hello, startTLS, login, sender, recipient(Int), data, text, end }

    private let letter: Letter
    private let encode: @Sendable ([UInt8]) -> String
    private var state = State.greeting
    private var isSecure: Bool

    package init(_ letter: Letter, base64: @escaping @Sendable ([UInt8]) -> String) {
        self.letter = letter
        encode = base64
        isSecure = letter.isSecure
    }

    /// What follows on a whole answer: its code, and its lines without it.
    package mutating func hear(_ code: Int, _ lines: [String]) -> Move {
        guard !(400..<500).contains(code) else { return .later("\(code) \(lines.last ?? "")") }
        guard code < 400 else { return .refused("\(code) \(lines.last ?? "")") }
        switch state {
        case .greeting: return hello()
        case .hello: return afterHello(lines)
        case .startTLS:
            isSecure = true
            return .secure
        case .login: return sender()
        case .sender: return recipient(0)
        case .recipient(let index): return index + 1 < letter.to.count ? recipient(index + 1) : say(.data, "DATA")
        case .data:
            guard code == 354 else { return .refused("\(code) in answer to DATA") }
            return say(.text, Self.stuffed(letter.text) + ".")
        case .text:
            state = .end
            return .done
        case .end: return .done
        }
    }

    /// The first thing to say on a connection that has become secure.
    package mutating func hello() -> Move { say(.hello, "EHLO assay") }

    private mutating func afterHello(_ lines: [String]) -> Move {
        let offers = lines.map { $0.uppercased() }
        if !isSecure, letter.asksForTLS {
            guard offers.contains(where: { $0.hasPrefix("STARTTLS") }) else {
                return .refused("the server offers no TLS")
            }
            return say(.startTLS, "STARTTLS")
        }
        guard let user = letter.user, let password = letter.password else { return sender() }
        guard isSecure else { return .refused("a password is not sent without TLS") }
        return say(.login, "AUTH PLAIN \(encode(Array("\0\(user)\0\(password)".utf8)))")
    }

    private mutating func sender() -> Move {
        let all = [letter.from] + letter.to
        guard !letter.to.isEmpty, all.allSatisfy(Self.isAddress) else { return .refused("no address to send to") }
        return say(.sender, "MAIL FROM:<\(letter.from)>")
    }

    private mutating func recipient(_ index: Int) -> Move { say(.recipient(index), "RCPT TO:<\(letter.to[index])>") }

    private mutating func say(_ next: State, _ text: String) -> Move {
        state = next
        return .say(text + "\r\n")
    }

    /// Nothing that could end a command early.
    private static func isAddress(_ text: String) -> Bool {
        text.contains("@") && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != 0x3C && $0 != 0x3E }
    }

    /// A line that begins with a dot gets another one.
    private static func stuffed(_ text: String) -> String {
        (text.hasPrefix(".") ? "." : "") + text.replacing("\r\n.", with: "\r\n..")
    }
}
