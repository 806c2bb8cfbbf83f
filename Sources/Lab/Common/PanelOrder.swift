/// Panels that Tab goes round.
public protocol PanelOrder: CaseIterable, Equatable {}

extension PanelOrder {
    /// The panel so many steps on, round and round.
    func moved(by step: Int) -> Self {
        let all = Array(Self.allCases)
        let index = all.firstIndex(of: self) ?? 0
        return all[((index + step) % all.count + all.count) % all.count]
    }
}
