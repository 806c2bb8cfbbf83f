import Testing

/// The built program as scripts use it. One test at a time: several trainers at once would only slow each other down.
@Suite(.serialized, .timeLimit(.minutes(4))) struct CommandLineTests {}
