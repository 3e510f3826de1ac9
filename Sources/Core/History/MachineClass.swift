import Criteria

/// What makes two machines comparable: the same cores, about the same memory, and the same system and processor family.
///
/// The release of the kernel is no part of it: it changes with every update of a CI system's image.
struct MachineClass: CustomStringConvertible {
    private let cores: Int
    private let memory: Double
    private let system: String

    init(_ machine: Machine) {
        cores = machine.cores
        memory = machine.memoryBytes
        let words = machine.system.split(separator: " ")
        system = words.count > 2 ? "\(words[0]) \(words[words.count - 1])" : machine.system
    }

    /// Machines of one size differ by what the firmware and the host keep of the memory: a tenth at most.
    func includes(_ other: MachineClass) -> Bool {
        cores == other.cores && system == other.system
            && (memory - other.memory).magnitude <= max(memory, other.memory) / 10
    }

    var description: String {
        "\(cores == 1 ? "1 core" : "\(cores) cores"), "
            + "\(Quantity(measured: memory, .bytes).rounded(decimals: 0)), \(system)"
    }
}
