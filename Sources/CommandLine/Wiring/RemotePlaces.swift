import Execution
import Remote

/// What reaches servers, with the environment and the clock of this process.
enum RemotePlaces {
    static var stores: RemoteStores {
        RemoteStores(
            environment: ProcessEnvironment.current(),
            clock: RemoteClock(now: { SystemClock().wallTime() })
        )
    }
}
