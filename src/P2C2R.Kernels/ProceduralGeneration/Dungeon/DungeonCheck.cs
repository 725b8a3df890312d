namespace P2C2R.Kernels.ProceduralGeneration.Dungeon;

/// <summary>Whether a dungeon can be played to its end: walked as a player would, key by key. For one's own and for a stranger's.</summary>
internal static class DungeonCheck
{
    /// <summary>What is wrong with a dungeon, or null.</summary>
    public static string? Find(DungeonLayout layout)
    {
        if (FindMisplaced(layout) is { } misplaced) return misplaced;
        var reached = new bool[layout.Cells.Length];
        var (open, waiting) = (new Stack<int>(), new int[layout.Keys.Count]);
        Array.Fill(waiting, -1);
        var owned = new bool[layout.Keys.Count];
        Visit(layout.Entrance);
        while (open.TryPop(out var cell))
        {
            for (var key = 0; key < owned.Length; key++)
            {
                if (layout.Keys[key].Key != cell || owned[key]) continue;
                owned[key] = true;
                if (waiting[key] >= 0) open.Push(waiting[key]);
            }

            // A lock without its key is remembered and goes no farther.
            var number = layout.Cells[cell] - (int)DungeonCell.FirstLock;
            if (number >= 0 && !owned[number]) waiting[number] = cell;
            else VisitAround(cell);
        }

        if (owned.Contains(false)) return $"key {Array.IndexOf(owned, false) + 1} can't be reached";
        if (!reached[layout.Exit]) return "the exit can't be reached";
        for (var cell = 0; cell < reached.Length; cell++)
        {
            if (!reached[cell] && layout.Cells[cell] != (byte)DungeonCell.Rock) return $"cell {cell % layout.Width}, {cell / layout.Width} can't be reached";
        }

        return null;

        void VisitAround(int cell)
        {
            var x = cell % layout.Width;
            if (x > 0) Visit(cell - 1);
            if (x < layout.Width - 1) Visit(cell + 1);
            if (cell >= layout.Width) Visit(cell - layout.Width);
            if (cell + layout.Width < layout.Cells.Length) Visit(cell + layout.Width);
        }

        void Visit(int cell)
        {
            if (reached[cell] || layout.Cells[cell] == (byte)DungeonCell.Rock) return;
            reached[cell] = true;
            open.Push(cell);
        }
    }

    private static string? FindMisplaced(DungeonLayout layout)
    {
        bool IsRoom(int cell) => (uint)cell < (uint)layout.Cells.Length && layout.Cells[cell] == (byte)DungeonCell.Room;
        if (!IsRoom(layout.Entrance) || !IsRoom(layout.Exit)) return "entrance or exit isn't in a room";
        for (var i = 0; i < layout.Keys.Count; i++)
        {
            var (key, door) = layout.Keys[i];
            if (!IsRoom(key) || (uint)door >= (uint)layout.Cells.Length || layout.Cells[door] != (int)DungeonCell.FirstLock + i) return $"key {i + 1} or its lock isn't where it should be";
        }

        if (Array.Exists(layout.Cells, c => c >= (int)DungeonCell.FirstLock + layout.Keys.Count)) return "there is a cell of an unknown kind";
        if (layout.Cells.Count(static c => c >= (byte)DungeonCell.FirstLock) != layout.Keys.Count) return "there are more locks than keys";
        return layout.Rooms.Any(r => r.X < 0 || r.Y < 0 || r.Width < 1 || r.Height < 1 || r.Width > layout.Width - r.X || r.Height > layout.Height - r.Y || r.Zone < 0 || r.Zone > layout.Keys.Count)
            ? "a room isn't on the map"
            : null;
    }
}
