import Testing

@testable import Environments

@Suite("who listens in a container")
struct ContainerProbeTests {
    private let table = """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1
           1: 0100007F:0050 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 2 1
        """

    @Test("a port counts where somebody waits for connections, not where one is under way")
    func listeners() {
        #expect(ContainerProbe.listens(on: 8080, in: table))
        #expect(!ContainerProbe.listens(on: 80, in: table))
        #expect(!ContainerProbe.listens(on: 8081, in: table))
        #expect(!ContainerProbe.listens(on: 8080, in: "x\n: :\n"))
    }
}
