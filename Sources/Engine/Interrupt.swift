/// Someone wants the run to end: the first one gracefully, the second one at once.
package struct Interrupt: Sendable, Hashable {
    package init() {}
}
