using System.Text.Json;

namespace P2C2R.Kernels.Meshes;

/// <summary>A node in the scene.</summary>
/// <param name="Index">Its number in the file.</param>
/// <param name="Node">Its object.</param>
/// <param name="Place">What messages call it.</param>
/// <param name="World">From its space to the world.</param>
internal sealed record GltfPlacedNode(int Index, JsonElement Node, string Place, GltfTransform World);
