import Responding
import Scanning

/// Silences as the audit log has them.
enum SilenceCodec {
    static func body(_ silence: Silence) -> JSON {
        [
            "id": JSON(silence.id), "subject": JSON(silence.subject), "person": JSON(silence.person),
            "reason": JSON(silence.reason), "until": JSON(silence.until),
        ]
    }

    /// nil for anything else.
    static func silence(_ body: JSON, _ time: Double) -> Silence? {
        guard let id = body["id"]?.string, let subject = body["subject"]?.string, let until = body["until"]?.double
        else { return nil }
        return Silence(
            id: id,
            subject: subject,
            person: body["person"]?.string ?? "",
            reason: body["reason"]?.string ?? "",
            begun: time,
            until: until
        )
    }
}
