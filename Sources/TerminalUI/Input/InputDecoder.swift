/// Turns the bytes that a terminal sends into events.
///
/// It knows the grammar of control sequences (ECMA-48), so that whatever a terminal says of itself, at whatever time and in
/// however many pieces, never passes for keys: unknown CSI sequences and whole OSC, DCS, APC, PM and SOS strings are
/// swallowed, and a bracketed paste is one ``Event/paste(_:)``.
///
/// It reads no clock: times are given, on any scale that goes forward. A lone Esc is told from the beginning of a sequence
/// by ``escapeDelay``; ask ``deadline`` how long to wait, and call ``expire(at:)`` when nothing came until then.
public struct InputDecoder: Sendable {
    /// What bytes can mean.
    public enum Output: Hashable, Sendable {
        case event(Event)
        case answer(TerminalAnswer)
    }

    enum State: Sendable {
        case text
        /// Within a sequence that begins with Esc: a key, CSI or SS3.
        case sequence
        /// The three bytes of a mouse report in the old form.
        case byteReport
        /// Within OSC, DCS, APC, PM or SOS, and behind an Esc there, which may begin its end.
        case string
        case stringEscape
        case paste
        /// A character that would begin a sequence, had the Esc before it not been taken for the key.
        case lateIntroducer
    }

    /// How long a lone Esc waits for the rest of a sequence.
    public static let escapeDelay = Duration.milliseconds(40)
    /// How long a character waits that may belong to an Esc which has been taken for the key.
    static let lateDelay = Duration.milliseconds(200)
    /// How long after such an Esc a character can belong to it.
    static let lateWindow = Duration.seconds(1)
    /// How long the next byte of a sequence may take.
    static let sequenceDelay = Duration.seconds(1)
    /// The same for strings, and for pastes, which are long.
    static let stringDelay = Duration.seconds(2)
    static let pasteDelay = Duration.seconds(10)
    /// Bytes that are kept; what goes beyond is swallowed.
    static let sequenceLimit = 64
    static let stringLimit = 1_024
    public static let pasteLimit = 1 << 16

    /// Keys by their bytes; `nil` for keys that mean nothing here.
    let keys: [[UInt8]: Key?]
    /// All beginnings of those.
    let prefixes: Set<[UInt8]>
    let longestKey: Int
    /// Whether answers are on their way: then what follows a lone Esc is looked at more closely.
    public var expectsAnswers = false

    var outputs: [Output] = []
    var state = State.text
    var sequence: [UInt8] = []
    var heldButton = MouseEvent.Button.left
    private var now = Duration.zero
    private var lastByte = Duration.zero
    private var lateEscape: Duration?
    private var character: [UInt8] = []
    private var isAlt = false
    private var pasted: [UInt8] = []
    private var matchedEnd = 0

    /// - Parameter keys: The terminal's keys that are sequences, from its description; those of ECMA-48 and xterm are known.
    public init(keys: [[UInt8]: Key?] = [:]) {
        self.keys = keys.filter { $0.key.count > 1 && $0.key[0] == Byte.escape }
        var prefixes: Set<[UInt8]> = []
        for sequence in self.keys.keys {
            for count in 1..<sequence.count { prefixes.insert(Array(sequence[..<count])) }
        }
        self.prefixes = prefixes
        longestKey = self.keys.keys.map(\.count).max() ?? 0
    }

    /// Takes bytes that have come, and returns what they mean.
    public mutating func decode(_ bytes: some Sequence<UInt8>, at time: Duration) -> [Output] {
        now = time
        lastByte = time
        for byte in bytes { take(byte) }
        defer { outputs.removeAll(keepingCapacity: true) }
        return outputs
    }

    /// When ``expire(at:)`` is to be called if no byte comes until then; `nil`: whenever.
    public var deadline: Duration? { delay.map { lastByte + $0 } }

    private var delay: Duration? {
        switch state {
        case .text: character.isEmpty ? nil : Self.sequenceDelay
        case .sequence: sequence.count == 1 ? Self.escapeDelay : Self.sequenceDelay
        case .byteReport: Self.sequenceDelay
        case .string, .stringEscape: Self.stringDelay
        case .paste: Self.pasteDelay
        case .lateIntroducer: Self.lateDelay
        }
    }

    /// Gives up waiting for the rest of what has begun, if its time is over.
    public mutating func expire(at time: Duration) -> [Output] {
        guard let deadline, time >= deadline else { return [] }
        now = time
        defer { outputs.removeAll(keepingCapacity: true) }
        switch state {
        case .text: character = []
        case .sequence: expireSequence()
        // Alt with the key that begins a string, or a string that is cut off.
        case .string where sequence.count == 2: emit(.alt(Character(Unicode.Scalar(sequence[1]))))
        case .byteReport, .string, .stringEscape: break
        case .paste: endPaste()
        case .lateIntroducer: emit(.character(Character(Unicode.Scalar(sequence[1]))))
        }
        state = .text
        isAlt = false
        return outputs
    }

    private mutating func expireSequence() {
        if let key = keys[sequence] {
            if let key { emit(key) }
        } else if sequence.count == 1 {
            emit(.escape)
            lateEscape = now
        } else if sequence.count == 2 {
            emit(.alt(Character(Unicode.Scalar(sequence[1]))))
        }
    }

    mutating func emit(_ key: Key) { outputs.append(.event(.key(key))) }

    // MARK: Bytes

    mutating func take(_ byte: UInt8) {
        switch state {
        case .text: takeText(byte)
        case .sequence: extend(byte)
        case .byteReport: takeReport(byte)
        case .string: takeString(byte)
        case .stringEscape:
            if byte == Byte.backslash {
                endString()
            } else {
                // Another sequence begins: the string before it is void.
                begin()
                extend(byte)
            }
        case .paste: takePaste(byte)
        case .lateIntroducer:
            let introducer = sequence[1]
            if Self.mayFollow(introducer, byte) {
                begin()
                extend(introducer)
            } else {
                state = .text
                emit(.character(Character(Unicode.Scalar(introducer))))
            }
            take(byte)
        }
    }

    private mutating func begin() {
        state = .sequence
        sequence = [Byte.escape]
    }

    private mutating func takeText(_ byte: UInt8) {
        if !character.isEmpty || byte >= 0x80 { return takeCharacter(byte) }
        let late = lateEscape
        lateEscape = nil
        if byte == Byte.escape { return begin() }
        if let late, now - late < Self.lateWindow, Byte.introducers.contains(byte) {
            begin()
            if expectsAnswers { return extend(byte) }
            sequence.append(byte)
            state = .lateIntroducer
            return
        }
        if let key = Self.key(of: Unicode.Scalar(byte)) { emit(key) }
    }

    /// A byte of a character beyond ASCII; what is not UTF-8 is dropped.
    private mutating func takeCharacter(_ byte: UInt8) {
        let isContinuation = byte & 0xC0 == 0x80
        if character.isEmpty {
            guard (0xC2...0xF4).contains(byte) else { return isAlt = false }
            character = [byte]
            return
        }
        guard isContinuation else {
            character = []
            isAlt = false
            return take(byte)
        }
        character.append(byte)
        let length = character[0] < 0xE0 ? 2 : character[0] < 0xF0 ? 3 : 4
        guard character.count == length else { return }
        if let text = String(validating: character, as: UTF8.self), let scalar = text.unicodeScalars.first,
            let key = Self.key(of: scalar)
        {
            emit(isAlt ? .alt(Character(scalar)) : key)
        }
        character = []
        isAlt = false
    }

    // MARK: Sequences

    /// One more byte behind an Esc: of a key that the terminal's description knows, else of a sequence by the grammar.
    private mutating func extend(_ byte: UInt8) {
        if sequence.count <= longestKey {
            let longer = sequence + CollectionOfOne(byte)
            if prefixes.contains(longer) {
                sequence = longer
                return
            }
            if let key = keys[longer] {
                state = .text
                if let key { emit(key) }
                return
            }
            if let key = keys[sequence] {
                state = .text
                if let key { emit(key) }
                return take(byte)
            }
        }
        switch sequence.count > 1 ? sequence[1] : 0 {
        case 0: extendEscape(byte)
        case Byte.controlSequence: extendControlSequence(byte)
        case Byte.singleShift: extendSingleShift(byte)
        case _ where Byte.strings.contains(sequence[1]):
            state = .string
            take(byte)
        default:
            // The beginning of a key, but not this key: Alt with the first, then what followed.
            let rest = sequence[2...] + CollectionOfOne(byte)
            state = .text
            if let key = Self.key(of: Unicode.Scalar(sequence[1])), case .character(let first) = key {
                emit(.alt(first))
            }
            for next in rest { take(next) }
        }
    }

    private mutating func extendEscape(_ byte: UInt8) {
        switch byte {
        case Byte.controlSequence, Byte.singleShift: sequence.append(byte)
        case _ where Byte.strings.contains(byte):
            sequence.append(byte)
            state = .string
        case Byte.escape: emit(.escape)
        case 0x20..<0x7F:
            state = .text
            emit(.alt(Character(Unicode.Scalar(byte))))
        case 0x80...:
            state = .text
            isAlt = true
            takeCharacter(byte)
        // Alt with Enter, Tab and so on mean nothing here.
        default: state = .text
        }
    }

    private mutating func extendControlSequence(_ byte: UInt8) {
        // The Linux console's function keys, whatever TERM says.
        if sequence.count == 3, sequence[2] == Byte.controlSequence {
            state = .text
            if let key = Self.consoleKey(byte) { emit(key) }
            return
        }
        switch byte {
        case Byte.controlSequence where sequence.count == 2: sequence.append(byte)
        case 0x20..<0x40: if sequence.count < Self.sequenceLimit { sequence.append(byte) }
        case 0x40..<0x7F:
            state = .text
            endControlSequence(ControlSequence(sequence[2...], final: byte))
        case Byte.escape: begin()
        default:
            state = .text
            if byte != Byte.cancel && byte != Byte.substitute { take(byte) }
        }
    }

    private mutating func extendSingleShift(_ byte: UInt8) {
        switch byte {
        // Modifiers, as old terminals send them.
        case UInt8(ascii: "0")...UInt8(ascii: ";"): if sequence.count < Self.sequenceLimit { sequence.append(byte) }
        case 0x20..<0x7F:
            state = .text
            if sequence.count == 2, let key = Self.singleShiftKey(byte) { emit(key) }
        case Byte.escape: begin()
        default:
            state = .text
            take(byte)
        }
    }

    private mutating func endControlSequence(_ sequence: ControlSequence) {
        switch (sequence.prefix, sequence.intermediate, sequence.final) {
        case (nil, nil, UInt8(ascii: "M")) where sequence.parameters.isEmpty:
            state = .byteReport
            self.sequence = []
        case (UInt8(ascii: "<"), nil, UInt8(ascii: "M")), (UInt8(ascii: "<"), nil, UInt8(ascii: "m")):
            guard let report = MouseReport(sequence) else { return }
            if let event = event(for: report) { outputs.append(.event(event)) }
        case (nil, nil, UInt8(ascii: "~")) where sequence.parameters.first == 200:
            state = .paste
            pasted = []
            matchedEnd = 0
        case (nil, nil, _): if let key = Self.key(for: sequence) { emit(key) }
        default: if let answer = TerminalAnswer(sequence) { outputs.append(.answer(answer)) }
        }
    }

    private mutating func takeReport(_ byte: UInt8) {
        guard byte >= 32 else {
            state = .text
            return take(byte)
        }
        sequence.append(byte)
        guard sequence.count == 3 else { return }
        state = .text
        let report = MouseReport(
            code: Int(sequence[0]) - 32, column: Int(sequence[1]) - 33, row: Int(sequence[2]) - 33, isRelease: false)
        if let event = event(for: report) { outputs.append(.event(event)) }
    }

    // MARK: Strings

    private mutating func takeString(_ byte: UInt8) {
        if sequence.count == 2, !Self.mayFollow(sequence[1], byte) {
            // Alt with the key that begins a string.
            state = .text
            emit(.alt(Character(Unicode.Scalar(sequence[1]))))
            return take(byte)
        }
        switch byte {
        case Byte.bell: endString()
        case Byte.escape: state = .stringEscape
        case Byte.cancel, Byte.substitute: state = .text
        default: if sequence.count < Self.stringLimit { sequence.append(byte) }
        }
    }

    private mutating func endString() {
        state = .text
        guard sequence[1] == Byte.operatingSystemCommand, let answer = TerminalAnswer(command: sequence[2...]) else {
            return
        }
        outputs.append(.answer(answer))
    }

    /// Whether the byte can stand first in what the introducer begins. Of what terminals answer, OSC begin with a number (or
    /// `l` and `L`, for titles), DCS with parameters.
    private static func mayFollow(_ introducer: UInt8, _ byte: UInt8) -> Bool {
        switch introducer {
        case Byte.controlSequence: (0x30..<0x40).contains(byte) || (0x41..<0x5C).contains(byte)
        case Byte.singleShift: singleShiftKey(byte) != nil
        case Byte.operatingSystemCommand:
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "l")
                || byte == UInt8(ascii: "L")
        case Byte.deviceControl: (0x20..<0x40).contains(byte)
        default: byte >= 0x20 && byte != 0x7F
        }
    }

    // MARK: Pastes

    private static let pasteEnd: [UInt8] = Array("\u{1B}[201~".utf8)

    private mutating func takePaste(_ byte: UInt8) {
        if byte == Self.pasteEnd[matchedEnd] {
            matchedEnd += 1
            if matchedEnd == Self.pasteEnd.count { endPaste() }
            return
        }
        keep(Self.pasteEnd[..<matchedEnd])
        matchedEnd = 0
        if byte == Byte.escape {
            matchedEnd = 1
        } else {
            keep(CollectionOfOne(byte))
        }
    }

    private mutating func keep(_ bytes: some Collection<UInt8>) {
        pasted.append(contentsOf: bytes.prefix(max(0, Self.pasteLimit - pasted.count)))
    }

    private mutating func endPaste() {
        state = .text
        outputs.append(.event(.paste(String(decoding: pasted, as: UTF8.self))))
        pasted = []
    }
}
