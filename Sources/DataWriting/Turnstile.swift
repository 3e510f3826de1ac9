import Glibc

/// Lets pieces of work that end in any order out in theirs, and no more of them in than memory has room for.
final class Turnstile: @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>
    private var next: UInt64
    private let end: UInt64
    private let ahead: UInt64
    private var claimed: UInt64
    private var isStopped = false

    /// Pieces from `first` up to, and not with, `end`, of which so many are under way at once.
    init(first: UInt64, end: UInt64, ahead: Int) {
        next = first
        claimed = first
        self.end = end
        self.ahead = UInt64(max(1, ahead))
        mutex = .allocate(capacity: 1)
        condition = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// The next piece to work on; nil where there is none, or the work was stopped.
    func claim() -> UInt64? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while !isStopped, claimed < end, claimed >= next + ahead { pthread_cond_wait(condition, mutex) }
        guard !isStopped, claimed < end else { return nil }
        claimed += 1
        return claimed - 1
    }

    /// Does what is to be done in order once all pieces before this one are through.
    ///
    /// False, and nothing is done, where the work was stopped; `body` says whether it goes on.
    func pass(_ piece: UInt64, _ body: () -> Bool) -> Bool {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while !isStopped, next != piece { pthread_cond_wait(condition, mutex) }
        guard !isStopped else { return false }
        if body() { next += 1 } else { isStopped = true }
        pthread_cond_broadcast(condition)
        return !isStopped
    }

    func stop() {
        pthread_mutex_lock(mutex)
        isStopped = true
        pthread_cond_broadcast(condition)
        pthread_mutex_unlock(mutex)
    }

    /// How many pieces are through.
    var passed: UInt64 {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return next
    }
}
