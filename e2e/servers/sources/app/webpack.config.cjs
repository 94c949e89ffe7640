// DEVTOOL is one of webpack's; TOOL is what compiles TypeScript: `ts-loader` or `babel-loader`.
const { VueLoaderPlugin } = require('vue-loader');

const typescript = {
  loader: 'ts-loader',
  options: {
    transpileOnly: true,
    appendTsSuffixTo: [/\.vue$/],
    compilerOptions: { jsx: 'react-jsx', module: 'esnext', target: 'es2022', sourceMap: true },
  },
};
const babel = {
  loader: 'babel-loader',
  options: {
    presets: [
      ['@babel/preset-react', { runtime: 'automatic' }],
      ['@babel/preset-typescript', { ignoreExtensions: true }],
    ].map(([name, options]) => [require.resolve(name), options]),
  },
};

module.exports = {
  mode: 'development',
  devtool: process.env.DEVTOOL,
  entry: './src/main.ts',
  module: {
    rules: [
      { test: /\.vue$/, loader: 'vue-loader' },
      { test: /\.tsx?$/, use: process.env.TOOL === 'babel-loader' ? babel : typescript },
    ],
  },
  plugins: [new VueLoaderPlugin()],
  devServer: { static: './page', hot: false, client: { webSocketURL: 'auto://0.0.0.0:0/ws', overlay: false } },
};
