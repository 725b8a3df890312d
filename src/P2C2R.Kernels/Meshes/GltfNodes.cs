using System.Text.Json;

namespace P2C2R.Kernels.Meshes;

/// <summary>The nodes of a glTF file (glTF 2.0, section 3.5): what stands in its scene, and where. Cycles and shared children are refused.</summary>
/// <param name="container">The file.</param>
/// <param name="fields">Makes messages.</param>
internal sealed class GltfNodes(GltfContainer container, GltfFields fields)
{
    private const int MaxDepth = 256;

    private readonly JsonElement[] _nodes = fields.Array(container.Root, "", "nodes");
    private int[]? _parents;

    /// <summary>How many there are in the file.</summary>
    public int Count => _nodes.Length;

    /// <summary>The nodes of the default scene, or of the first, with the transforms from their spaces to the world, parents before their children.</summary>
    public IEnumerable<GltfPlacedNode> InScene()
    {
        var visited = new bool[_nodes.Length];
        var next = new Stack<(int Index, GltfTransform Outer, int Depth)>();
        foreach (var root in Roots().Reverse()) next.Push((root, GltfTransform.Identity, 0));
        while (next.TryPop(out var step))
        {
            var node = fields.Element(_nodes, "nodes", step.Index);
            var place = $"nodes[{step.Index}]";
            if (visited[step.Index]) throw fields.Wrong($"{place} is held twice, by two nodes or by itself; a scene's nodes are a tree");
            if (step.Depth == MaxDepth) throw fields.Wrong($"{place}: nodes may be nested {MaxDepth} deep");
            visited[step.Index] = true;
            var world = step.Outer.After(TransformOf(node, place));
            yield return new GltfPlacedNode(step.Index, node, place, world);
            foreach (var child in ChildrenOf(step.Index).Reverse()) next.Push((child, world, step.Depth + 1));
        }
    }

    /// <summary>The transform from a node's space to the world, whether or not it is in the scene.</summary>
    public GltfTransform WorldOf(int index)
    {
        var parents = _parents ??= Parents();
        var transform = GltfTransform.Identity;
        var depth = 0;
        for (var at = index; at >= 0; at = parents[at])
        {
            var node = fields.Element(_nodes, "nodes", at);
            if (++depth > MaxDepth) throw fields.Wrong($"nodes[{index}] is nested more than {MaxDepth} deep, or holds itself");
            transform = TransformOf(node, $"nodes[{at}]").After(transform);
        }

        return transform;
    }

    /// <summary>Of a file without scenes those nodes that no other node holds.</summary>
    private IEnumerable<int> Roots()
    {
        var scenes = fields.Array(container.Root, "", "scenes");
        if (scenes.Length > 0)
        {
            var number = fields.Integer(container.Root, "the root", "scene", 0);
            var place = $"scenes[{number}].";
            return [.. fields.Array(fields.Element(scenes, "scenes", number), place, "nodes").Select(n => fields.Integer(n, place + "nodes"))];
        }

        var parents = _parents ??= Parents();
        return Enumerable.Range(0, _nodes.Length).Where(i => parents[i] < 0);
    }

    /// <summary>The node that holds each, -1 where none does; of several the last.</summary>
    private int[] Parents()
    {
        var parents = new int[_nodes.Length];
        Array.Fill(parents, -1);
        for (var i = 0; i < _nodes.Length; i++)
        {
            foreach (var child in ChildrenOf(i))
            {
                if ((uint)child < (uint)parents.Length) parents[child] = i;
            }
        }

        return parents;
    }

    private IEnumerable<int> ChildrenOf(int node)
    {
        var place = $"nodes[{node}].";
        return fields.Array(fields.Element(_nodes, "nodes", node), place, "children").Select(n => fields.Integer(n, place + "children"));
    }

    private GltfTransform TransformOf(JsonElement node, string place)
    {
        if (fields.Numbers(node, place, "matrix", 16) is { } matrix) return GltfTransform.FromMatrix(matrix);
        var translation = fields.Numbers(node, place, "translation", 3) ?? [0, 0, 0];
        var rotation = fields.Numbers(node, place, "rotation", 4) ?? [0, 0, 0, 1];
        var scale = fields.Numbers(node, place, "scale", 3) ?? [1, 1, 1];
        return GltfTransform.FromParts(translation, rotation, scale);
    }
}
