import Ledger
import Scanning
import Storage
import Synchronization

/// What people and programs did that somebody may ask about later: append-only, each entry chained to the one before.
package final class AuditLog: Sendable {
    private let ledger: Ledger
    private let problem: @Sendable (String) -> Void
    private let turn = Mutex(())

    package init(folder: String, problem: @escaping @Sendable (String) -> Void) {
        ledger = Ledger(folder: folder)
        self.problem = problem
    }

    /// `facts`: texts from outside stand as JSON, in which they cannot begin a line of their own.
    func note(_ kind: String, by actor: String, at now: Double, _ facts: KeyValuePairs<String, String?> = [:]) {
        let body = JSON.object(
            facts.compactMap { name, value in value.map { JSON.Member(name, JSON(String($0.prefix(300)))) } }
        )
        turn.withLock { _ in
            do throws(StorageError) {
                try ledger.append { _ in [LedgerDraft(kind, by: String(actor.prefix(300)), at: now, body)] }
            } catch {
                problem("the audit log cannot be written: \(error)")
            }
        }
    }

    /// All of it, the oldest first; fails where it has been changed.
    func entries() throws(StorageError) -> [LedgerEntry] { try ledger.read() }
}
