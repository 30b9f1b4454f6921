using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Silo.Configuration;

/// <summary>
/// Reads options from configuration and finds every problem in it, not just the first: values of the wrong kind, values
/// out of range, names that do not exist.
/// </summary>
internal sealed class OptionsReader
{
    private readonly List<string> _problems = [];

    /// <summary>One sentence each, naming option, value and bound.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Fills an options object, section by section.</summary>
    /// <param name="target">Holds the defaults; gets the values.</param>
    /// <param name="configuration">What is configured.</param>
    /// <param name="path">Where in the configuration, ending in a colon unless empty.</param>
    public void Read(object target, IConfiguration configuration, string path = "")
    {
        foreach (var property in OptionsOf(target.GetType()))
        {
            var section = configuration.GetSection(property.Name);
            var name = path + property.Name;
            switch (property.GetValue(target))
            {
                case IDictionary<string, TimeSpan> durations:
                    ReadDurations(durations, section, name);
                    break;
                case IList list:
                    ReadList(list, section, name);
                    break;
                case { } nested when IsSection(property.PropertyType):
                    Read(nested, section, name + ":");
                    SetValue(target, property, nested);
                    FindUnknown(property.PropertyType, section, name);
                    break;
                default:
                    ReadValue(target, property, section, name);
                    break;
            }
        }
    }

    /// <summary>The options of a type, in the order they are declared.</summary>
    public static IEnumerable<PropertyInfo> OptionsOf(Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.CanWrite || property.PropertyType.IsAssignableTo(typeof(IEnumerable)));

    /// <summary>Whether a property of that type is a section of its own.</summary>
    public static bool IsSection(Type type) => (type.IsClass && type != typeof(string)) || type == typeof(Resources);

    /// <summary>What a list of options objects holds.</summary>
    public static Type ElementOf(Type list) => list.GetGenericArguments()[0];

    /// <summary>What is read of a value type is read into a copy.</summary>
    private static void SetValue(object target, PropertyInfo property, object value)
    {
        if (value.GetType().IsValueType)
        {
            property.SetValue(target, value);
        }
    }

    private void ReadValue(object target, PropertyInfo property, IConfigurationSection section, string name)
    {
        if (section.Value is { } text)
        {
            if (!OptionText.TryRead(text, property.PropertyType, out var value))
            {
                _problems.Add($"{name} is '{text}'; it must be {OptionText.KindOf(property.PropertyType)}.");
                return;
            }

            property.SetValue(target, value);
        }

        CheckBounds(property, property.GetValue(target), name);
    }

    private void CheckBounds(PropertyInfo property, object? value, string name)
    {
        foreach (var bound in property.GetCustomAttributes<ValidationAttribute>())
        {
            if (!bound.IsValid(value))
            {
                _problems.Add($"{name} is {OptionText.Write(value)}; it must be {OptionText.BoundOf(bound)}.");
            }
        }
    }

    private void ReadDurations(IDictionary<string, TimeSpan> durations, IConfigurationSection section, string name)
    {
        foreach (var child in section.GetChildren())
        {
            if (OptionText.TryRead(child.Value ?? "", typeof(TimeSpan), out var value))
            {
                durations[child.Key] = (TimeSpan)value!;
            }
            else
            {
                var kind = OptionText.KindOf(typeof(TimeSpan));
                _problems.Add($"{name}:{child.Key} is '{child.Value}'; it must be {kind}.");
            }
        }
    }

    /// <summary>Reads entries counted from 0, each an options object of its own.</summary>
    private void ReadList(IList list, IConfigurationSection section, string name)
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            _problems.Add($"{name} is '{section.Value}'; it must be a list, written {name}:0, {name}:1 and so on.");
        }

        var count = section.GetChildren().Count();
        foreach (var child in section.GetChildren())
        {
            if (!int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                _problems.Add($"{name}:{child.Key} is no entry; entries are counted {name}:0, {name}:1 and so on.");
            }
            else if (number >= count)
            {
                _problems.Add($"{name}:{number} leaves a gap; the {count} given are counted from {name}:0 on.");
            }
        }

        for (var number = 0; number < count; number++)
        {
            var entry = section.GetSection(number.ToString(CultureInfo.InvariantCulture));
            if (entry.Exists())
            {
                var type = ElementOf(list.GetType());
                var item = Activator.CreateInstance(type)!;
                Read(item, entry, $"{name}:{number}:");
                FindUnknown(type, entry, $"{name}:{number}");
                list.Add(item);
            }
        }
    }

    private void FindUnknown(Type type, IConfigurationSection section, string name)
    {
        var known = OptionsOf(type).Select(property => property.Name).ToArray();
        foreach (var child in section.GetChildren())
        {
            if (!known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                _problems.Add($"{name}:{child.Key} is no option; {name} has {string.Join(", ", known)}.");
            }
        }
    }
}
