import CLinux

extension csys_spawn_request {
    /// A program in a session of its own, whose output and errors go to one file; the lists must outlive the request.
    init(
        candidates: CStringList,
        arguments: CStringList,
        environment: CStringList,
        directory: UnsafePointer<CChar>,
        input: Int32,
        output: Int32
    ) {
        self.init()
        self.candidates = candidates.constant
        self.arguments = UnsafePointer(arguments.pointer)
        self.environment = UnsafePointer(environment.pointer)
        self.directory = directory
        self.input = input
        self.output = output
        errors = output
        extra = -1
        new_session = 1
    }
}
