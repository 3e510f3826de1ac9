/// What stands around a page: who reads it, and what they may do.
package struct PageFrame: Sendable, Hashable {
    /// Whether a banner says that nothing of it is real.
    package var isDemo = false
    /// Whether people sign in at all.
    package var hasPeople = false
    /// Who has signed in; nil for nobody.
    package var person: String?
    /// Whether they settle who may do what in the project of the page.
    package var mayAdminister = false
    /// Whether they run the server.
    package var runsServer = false

    /// Where news of the page come from, and the number behind which they are news; nil for a page that stays as it is.
    package var live: String?

    package init() {}
}
