using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text;

namespace OrleansScaler.Silo.Configuration;

/// <summary>What <c>serve --help</c> prints: every option with its default and bound, read from the options.</summary>
internal static class OptionsHelp
{
    private const string Usage = """
        serve: the server. Listens on loopback unless told otherwise.

        Each option can be given, the later ones winning, in scaler.json in the current folder, in the environment
        (two underscores for a colon: Platform__Kind=grpc) and on the command line (--Platform:Kind=grpc).
        SERVICE_PORT in the environment has the last word on the port of Gateway:SchedulerAddress, and
        RESOURCE_MANAGER_ENDPOINT on Nodes:ResourceManager.
        N stands for an entry's number in a list, counted from 0: --Policies:Rules:0:Prefix=batch-.

        """;

    /// <summary>The whole text.</summary>
    public static string Write()
    {
        var text = new StringBuilder(Usage);
        Describe(new ServerOptions(), "", text);
        return text.ToString();
    }

    private static void Describe(object options, string path, StringBuilder text)
    {
        foreach (var property in OptionsReader.OptionsOf(options.GetType()))
        {
            var value = property.GetValue(options);
            if (value is IDictionary<string, TimeSpan>)
            {
                text.AppendLine($"  {path}{property.Name}:NAME");
            }
            else if (value is IList list)
            {
                // N counts from 0.
                var entry = Activator.CreateInstance(OptionsReader.ElementOf(list.GetType()))!;
                Describe(entry, $"{path}{property.Name}:N:", text);
            }
            else if (OptionsReader.IsSection(property.PropertyType))
            {
                text.AppendLine();
                Describe(value!, $"{path}{property.Name}:", text);
            }
            else
            {
                var bounds = property.GetCustomAttributes<ValidationAttribute>().Select(OptionText.BoundOf);
                var bound = string.Join("; ", bounds);
                text.AppendLine($"  {path + property.Name,-44} {OptionText.Write(value),-26} {bound}");
            }
        }
    }
}
